// The room: what the server shows, drawn; what people press, sent. The view comes whole each time, so that catching up
// after a lost connection is the same as seeing the next change.
import { clock, everyMoment } from "sb/clock";
import { open } from "sb/dialog";
import { hour } from "sb/local-time";
import { Socket } from "sb/socket";
import { say } from "sb/toast";
import { Away } from "sb/meetings/away";
import { drawBar, drawMore, NAMING_A_SEGMENT } from "sb/meetings/bar";
import { drawDial, tickDial } from "sb/meetings/dial_model";
import { freshId, show, text } from "sb/meetings/elements";
import * as keys from "sb/meetings/keys";
import { drawAsk, drawGuidance, drawHead, drawLists, drawRoles, exchanging, settling, takingAlong } from "sb/meetings/panels";
import { caption, secondsLeft, standing } from "sb/meetings/phrases";
import * as sounds from "sb/meetings/sounds";
import { drawSpeaking, tickSpeaking } from "sb/meetings/speaking";
import { forget } from "sb/meetings/words";
import { stayAwake } from "sb/meetings/awake";
import "sb/meetings/private_note";

const page = JSON.parse(document.getElementById("room-page").textContent);
const root = document.getElementById("room");
const parts = Object.fromEntries([...document.querySelectorAll("[data-part]")].map((element) => [element.dataset.part, element]));
const atTable = "table" in root.dataset;
const away = new Away(page.meeting);
const RESENT_MS = 15_000; // what was meant longer ago may no longer be meant

const unanswered = new Map(); // client id: {message, at}
let state = null; // {view, mine, people, me, zone, away}
let counted = { key: null, left: null };
const listeners = [];
let leaving = "sit-out"; // which of the two was pressed, for the words on this page

const socket = new Socket(page.socket, { onMessage: hear, onState: connection, clock });

// ── what comes ──────────────────────────────────────────────────────────────────────────────────────────────────────

function hear(message) {
  if ("answer" in message) return answered(message);
  if (!message.view) return;
  if (message.view.seats.some((person) => !(person in page.people))) return introduce(message);
  const before = state?.view ?? null;
  state = { view: message.view, mine: message.mine, people: page.people, me: atTable ? null : page.me, zone: page.zone, away: message.mine.away ?? null, reads: reads(message), beforeDanger: state?.beforeDanger ?? [] };
  if (state.view.state === "danger" && before && before.state !== "danger") state.beforeDanger = before.words.map((one) => one.id);
  if (state.away) away.memory = { why: leaving, ...away.memory, turn: state.away };
  if (before && Boolean(state.away) !== root.hasAttribute("data-away")) forget();
  root.toggleAttribute("data-away", Boolean(state.away));
  drawAll(before);
  if (exchanging(state)) loadRequests();
}

// While a meeting is under way, what others wrote is for whoever is in the room: the server answers nobody else.
function reads({ view, mine }) {
  return mine.present || !["open", "paused", "danger"].includes(view.state);
}

// Somebody was given a seat since the page was made.
async function introduce(message) {
  const answer = await fetch(page.addresses.people, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  Object.assign(page.people, await answer.json());
  if (message.view.seats.every((person) => person in page.people)) hear(message);
}

function answered({ answer, refused, fits }) {
  unanswered.delete(answer);
  if (refused) say([refused, fits].filter(Boolean).join(" "));
}

function connection(now) {
  root.dataset.connection = now;
  const lost = now === "lost" || (now === "connecting" && state !== null);
  show(parts.connection, lost);
  text(parts.connection, lost ? "Reconnecting… the clock keeps counting, and nothing you wrote is lost." : "");
  if (now === "open") {
    socket.send({ do: "hello", away: away.memory?.turn ?? null });
    resend();
  }
  if (now === "signed-out") final("You are signed out", "Somebody signed you out, perhaps you, on another device. The meeting goes on.", "Sign in again", page.addresses.signIn);
  if (now === "no-seat") final("You have no seat in this meeting any more", "Ask whoever called the meeting if that is not what you expected.", "Back to today", "/");
}

function final(title, line, label, href) {
  socket.close();
  text(parts["final-title"], title);
  text(parts["final-line"], line);
  text(parts["final-link"], label);
  parts["final-link"].href = href;
  for (const part of ["bar", "quiet"]) show(parts[part], false);
  for (const part of ["ask", "case"]) parts[part]?.replaceChildren(); // without a seat, what others brought is not theirs to read
  root.dataset.state = "final";
  open(document.getElementById("final"));
}

// ── what is drawn ───────────────────────────────────────────────────────────────────────────────────────────────────

function drawAll(before) {
  const { view, mine } = state;
  root.dataset.state = view.state;
  root.dataset.number = view.number;
  root.dataset.segment = view.current?.key ?? "";
  drawHead(root, state, standing(view), hour);
  drawDial(parts.dial, state);
  drawBar(parts.bar, state, { atTable });
  drawMore(parts.more, state, { atTable });
  drawGuidance(parts.guidance, state);
  drawAsk(parts.ask, state, (place) => page.addresses.ask.replace(/0\/$/, `${place}/`));
  drawAsk(parts.case, state, (place) => parts.case.dataset.address.replace(/0\/$/, `${place}/`));
  drawSpeaking(parts.speaking.querySelector("ul"), state, { atTable });
  text(document.getElementById("speaking-title"), view.state === "open" && view.current?.speaks !== "presenter" ? "Speaking" : "In the room");
  drawRoles(parts.roles, state);
  drawLists(document, state, (id) => page.addresses.words.replace(/0\/$/, `${id}/`));
  drawStates();
  if (before && before.format !== view.format) renewFormat();
  text(parts.captions, caption(before, view, state) || parts.captions.textContent);
  if (before && before.number !== view.number && view.last?.kind === "bell") sounds.play("bell");
  tick(clock.now());
  for (const listener of listeners) listener(state);
}

/** Call `draw(state)` whenever the room has changed. */
export function onChange(draw) {
  listeners.push(draw);
  if (state) draw(state);
}

// Somebody chose another format while people wait: what is said of it comes with the page, which is asked for again.
async function renewFormat() {
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const fresh = page?.querySelector("[data-part=format]");
  if (!fresh) return;
  document.querySelector("[data-part=format]").replaceWith(fresh);
  parts.plan = fresh.querySelector("[data-part=plan]");
  show(parts.plan, state.view.state === "waiting");
}

function drawStates() {
  const { view } = state;
  stayAwake(["open", "paused", "danger"].includes(view.state));
  show(parts.plan, view.state === "waiting");
  show(parts.danger, view.state === "danger");
  if (view.danger) {
    const who = view.danger.presenter;
    text(parts["danger-who"], who === state.me ? "Go and act now. Your time is kept for when you are back." : page.people[who] ? `${page.people[who]?.called} goes to act. The time that is left is kept.` : "Whoever has to act goes now. The time that is left is kept.");
  }
  show(parts.away, state.away);
  if (state.away) text(parts["away-line"], away.memory?.why === "may-know" ? "The case and its words are hidden from you until the turn is over. Please keep the sound of the call off." : "The room goes on without you until the turn is over.");
  for (const quiet of parts.quiet.querySelectorAll("[data-opens]")) show(quiet, state.mine.may.includes(quiet.dataset.opens));
  show(parts.arrive, view.state === "waiting");
  show(parts.opening, settling(state) && parts.opening?.querySelector("details"));
  show(parts.exchange, exchanging(state));
  show(parts.notes, !["waiting", "closed"].includes(view.state));
  show(parts.after, ["after", "closed"].includes(view.state));
  show(parts.speaking, view.state !== "closed");
  if (view.state === "closed") {
    text(parts["after-title"], "The room is closed");
    text(parts["after-line"], "Thank you for the time you gave each other.");
  }
}

function tick(now) {
  if (now === null || !state) return;
  const { view } = state;
  root.dataset.serverNow = Math.round(now);
  const left = secondsLeft(view, now);
  root.dataset.left = left === null ? "" : Math.ceil(left);
  tickDial(parts.dial, state, now, left);
  tickSpeaking(parts.speaking, state, now);
  show(parts.takeaway, takingAlong(state, now));
  if (view.state === "open") {
    const sign = counted.key === view.current?.key ? sounds.signBetween(counted.left, left) : null;
    if (sign) {
      sounds.play(sign);
      text(parts.captions, sign === "minute" ? "One minute left in this part." : "The time of this part is over.");
    }
  }
  counted = { key: view.current?.key, left };
}

// What people look for is a fragment too: who may answer, and who did, is the server's to say.
function loadRequests() {
  if (parts.requests && !parts.requests.contains(document.activeElement)) window.htmx.ajax("GET", page.addresses.requests, { target: "#requests", swap: "innerHTML" });
}

// ── what is pressed ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Send an act; `more` says what else it needs: {who}, {role}, {for} at the table. */
export function press(act, more = {}) {
  if ([...unanswered.values()].some(({ message }) => message.do === act && message.for === more.for)) return; // a double click
  const message = { do: act, id: freshId(), ...more };
  if (NAMING_A_SEGMENT.has(act)) message.segment = state?.view.current?.key ?? "";
  if (!socket.send(message)) return say("Not sent: the connection is lost for a moment. Please press again when it is back.");
  unanswered.set(message.id, { message, at: clock.read() });
}

// The answer to a press may have been lost with the line. The same press under the same name is one press.
function resend() {
  for (const [id, { message, at }] of [...unanswered]) {
    if (clock.read() - at > RESENT_MS || !socket.send(message)) unanswered.delete(id);
  }
}

const ACTS = {
  "sit-out": () => press((leaving = "sit-out")),
  "may-know": () => press((leaving = "may-know")),
  back: () => {
    away.memory = null;
    press("back");
  },
  floor: (button) => press("speak", { who: button.dataset.who ?? null }),
  role: (button) => press("role", { role: button.dataset.role }),
};

document.addEventListener("click", (event) => {
  sounds.wake();
  const button = event.target.closest("button[data-act]");
  if (!button || !state) return;
  const act = button.dataset.act;
  if (button.closest("#more")) document.getElementById("more").close();
  (ACTS[act] ?? (() => press(act)))(button);
});

// What was folded out to be written is folded in again once it is kept.
document.addEventListener("say", ({ target }) => target.closest?.("details")?.removeAttribute("open"));

keys.listen(
  (acts) => {
    const act = acts.find((one) => state?.mine.may.includes(one));
    if (act) press(act);
  },
  () => open(document.getElementById("keys")),
);

// ── what this device is set to ──────────────────────────────────────────────────────────────────────────────────────

function toggle(button, module) {
  button.setAttribute("aria-pressed", String(module.on()));
  button.addEventListener("click", () => {
    module.choose(!module.on());
    button.setAttribute("aria-pressed", String(module.on()));
  });
}

toggle(parts.sounds, sounds);
toggle(parts.keys, keys);

clock.heard(page.view.now);
hear({ view: page.view, mine: page.mine });
everyMoment(root, tick, { every: 100 });
