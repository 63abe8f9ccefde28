// The cards beside the dial: what is asked, what is open now, what is written. Each draws itself from the view alone.
import { draw, h, show, text } from "sb/meetings/elements";
import { called, clock, guidance } from "sb/meetings/phrases";
import { drawWords, fragment } from "sb/meetings/words";

const LAST_MINUTE = 60_000;

export function drawGuidance(card, state) {
  const guide = ["open", "paused"].includes(state.view.state) && !state.away ? guidance(state.view, state) : null;
  show(card, guide);
  if (!guide) return;
  if (guide.tint) card.dataset.tint = guide.tint;
  else delete card.dataset.tint;
  card.dataset.opens = guide.opens ?? "";
  draw(card, guide, () => [
    guide.eyebrow && h("p", { class: "card-eyebrow" }, guide.eyebrow),
    h("div", { class: "card-head" }, h("h2", {}, guide.title)),
    guide.mine && posture(guide),
    guide.texts.filter(Boolean).map((line) => h("p", {}, line)),
    !guide.mine && posture(guide),
    guide.rules.length > 0 && h("ul", { class: "small" }, guide.rules.map((rule) => h("li", {}, rule))),
  ]);
}

// What the presenter does: first of all, and in full strength, for the presenter.
function posture({ stance, behind, mine }) {
  if (!stance) return null;
  if (behind) return h("p", { class: "notice", "data-kind": "attention" }, stance);
  return mine ? h("p", {}, h("strong", {}, stance)) : h("p", { class: "small" }, stance);
}

// What the presenter asks for, and the case they bring: fragments, because they hold words. Nothing of them for whoever may
// know the person. Where nobody has a turn of their own, as in a call, it is everybody's all the time.
export async function drawAsk(place, state, addressOf) {
  if (!place) return;
  const presenters = whoPresents(state);
  const shows = presenters.join(" ");
  if (place.dataset.shows === shows) return;
  place.dataset.shows = shows;
  place.replaceChildren();
  const markup = await Promise.all(presenters.map((person) => fragment(addressOf(person))));
  if (place.dataset.shows !== shows) return;
  place.innerHTML = markup.join(""); // the server escaped it
  window.htmx.process(place);
}

function whoPresents({ view, away, reads }) {
  if (!["open", "paused", "danger"].includes(view.state) || away || !reads) return [];
  if (view.current?.presenter) return [view.current.presenter];
  return view.schedule.some((segment) => segment.presenter) ? [] : view.seats;
}

export function drawRoles(card, { view, mine, people, me }) {
  const roles = Object.entries(view.roles);
  show(card, roles.length > 0 && view.state !== "closed" && view.state !== "after");
  draw(card.querySelector("ul"), [roles, mine.may.includes("role"), mine.present], () =>
    roles.map(([role, person]) =>
      h("li", { class: "people-one" },
        h("span", {}, role.charAt(0).toUpperCase() + role.slice(1)),
        h("span", { class: "cluster", "data-gap": "tight" },
          h("span", { class: "soft" }, called(person, people, me)),
          person !== mine.me && mine.present && mine.may.includes("role") &&
            h("button", { class: "button", type: "button", "data-size": "small", "data-act": "role", "data-role": role, "data-focus": `role-${role}`, "aria-label": `Take over: ${role}` }, "Take over"),
        ),
      ),
    ),
  );
}

// The end of a meeting: what I take along, and what becomes of it. In the last minute it is there by itself.
export function takingAlong({ view, mine }, now) {
  if (view.state === "after") return true;
  if (!["open", "paused"].includes(view.state)) return false;
  const segment = view.current;
  if (segment?.kind === "takeaway" && segment.presenter === mine.me) return true;
  return segment?.kind === "close" || view.ends - now <= LAST_MINUTE;
}

export function exchanging({ view }) {
  return view.state === "after" || view.current?.kind === "exchange";
}

export function settling({ view }) {
  return view.state === "waiting" || view.current?.kind === "settle";
}

// Hopes are for the beginning; a list with data-since="danger" holds only what was written since the clock was stopped.
const BEGINNING = ["settle", "agree", "followup", "asks", "choose"];

export function drawLists(root, { view, mine, away, reads, beforeDanger }, addressOf) {
  const presenter = view.current?.presenter;
  for (const list of root.querySelectorAll("[data-lists]")) {
    const source = list.dataset.audience === "own" ? mine.words.filter((one) => !view.words.some((shared) => shared.id === one.id)) : view.words;
    const kinds = list.dataset.lists.split(" ");
    const words = source.filter(
      (one) => kinds.includes(one.kind) && (reads || source !== view.words || one.by === mine.me) && !(away && one.by === presenter) && !(list.dataset.since === "danger" && beforeDanger.includes(one.id)),
    );
    drawWords(list, words, addressOf);
    const timely = view.state === "waiting" || BEGINNING.includes(view.current?.kind);
    show(list.closest("[data-when-listed]"), words.length > 0 && timely);
  }
}

export function drawHead(root, { view, people, zone }, standing, hour) {
  const over = ["after", "closed"].includes(view.state);
  text(root.querySelector("[data-part=presence]"), view.state === "closed" ? "closed" : `${over ? "Still here" : "In the room"} · ${view.present.length} of ${view.seats.length}`);
  if (!view.starts) return;
  const began = view.state === "waiting" ? `starts ${hour(view.starts, zone)}` : `began ${hour(view.starts, zone)}`;
  const ends = `${over ? "ended" : "ends"} ${hour(view.ends, zone)}`;
  text(root.querySelector("[data-part=line]"), [view.format, view.pace, `${began}, ${ends}`, standing].filter(Boolean).join(" · "));
  text(root.querySelector("[data-part=each]"), view.each ? `about ${clock(view.each)} each` : "");
}
