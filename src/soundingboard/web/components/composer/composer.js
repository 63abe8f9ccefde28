// A case as one writes it: marks in the text, what was found beside it, how it will read, and what is left.
//
// The element takes `data-audience` ("meeting" or "forum") of its box; who changes it sets `composer.guard.audience`, or
// fires "audience" with the new one as its detail. It fires "settled" (detail: boolean) whenever that changes. What the
// page shows with data-checked is shown where the check is in this browser.
import { able } from "sb/deid";
import { element, Findings } from "sb/findings";
import { Guard } from "sb/guard";
import { tells, WHERE } from "sb/guarded-text";
import { watched } from "sb/held";

const MOST_TERMS = 8;

// A text with the writer's questions strong: they are why it is written.
export function withQuestions(text) {
  return text.split(/(?<=[.!?…]["”’)]*)(?=\s)/).map((sentence) => (/\?["”’)]*$/.test(sentence) ? element("strong", { textContent: sentence }) : sentence));
}

// "PHQ-9 and Linehan are clinical terms and stay.", "" for none.
export function staying(terms) {
  const told = terms.length > MOST_TERMS ? [...terms.slice(0, MOST_TERMS), "others"] : terms;
  if (!told.length) return "";
  if (told.length === 1) return `${told[0]} is a clinical term and stays.`;
  return `${told.slice(0, -1).join(", ")} and ${told.at(-1)} are clinical terms and stay.`;
}

// Offers that say the same instead of the same: [{words, blur, at: [[start, end], ...]}].
export function alike(offers) {
  const groups = new Map();
  for (const { words, blur, at } of offers) {
    if (!at) continue; // it stands in what is still to be settled
    const key = JSON.stringify([words, blur]);
    const group = groups.get(key) ?? { words, blur, at: [] };
    group.at.push(at);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function tap(label, press) {
  const button = element("button", { type: "button", className: "button", data: { size: "small" } }, ...label);
  button.addEventListener("click", press);
  return button;
}

// What only the writer can say otherwise is gone to; the rest is one tap.
function concern(one, guard) {
  const words = [...new Set(one.words.map((word) => word.trim()))].filter(Boolean);
  const item = element("li", { className: "finding", data: { kind: "concern" } }, element("p", { textContent: one.sentence }));
  if (one.at && one.blur !== null) {
    const label = one.blur.trim() ? `Write “${one.blur.trim()}” instead of “${words[0]}”` : `Leave out “${words[0]}”`;
    item.append(element("p", {}, tap([label], () => guard.put([one.at], one.blur))));
  } else if (one.at && words.length === 1) item.append(element("p", {}, tap([`Go to “${words[0]}”`], () => guard.goTo(one.at))));
  else if (words.length) item.append(element("p", { className: "small soft", textContent: words.join(" · ") }));
  return item;
}

function offer({ words, blur, at }, guard) {
  const arrow = element("span", { textContent: " → " });
  arrow.setAttribute("aria-hidden", "true");
  const ears = element("span", { className: "aside-for-ears", textContent: " instead: " });
  const label = element("span", {}, words.trim(), arrow, ears, blur.trim() || "left out");
  return element("li", {}, tap([label], () => guard.put(at, blur)));
}

// New items for a list; who has just pressed one of its buttons goes on with the one that comes into its place.
function renew(list, items, otherwise) {
  const place = [...list.querySelectorAll("button")].indexOf(document.activeElement);
  list.replaceChildren(...items);
  if (place < 0) return;
  const buttons = list.querySelectorAll("button");
  (buttons[Math.min(place, buttons.length - 1)] ?? otherwise).focus({ preventScroll: true });
}

export function attach(composer) {
  const part = (name) => composer.querySelector(`[data-part="${name}"]`);
  const box = composer.querySelector("textarea");
  const where = part("where");
  where.textContent = able ? WHERE : (where.dataset.unable ?? WHERE);
  if (!able) return watched(box); // what the server found stands beside the text
  for (const told of composer.closest("form")?.querySelectorAll("[data-checked]") ?? []) told.hidden = false;
  const refused = part("refused");
  refused?.remove();
  const guard = new Guard(box, { refused: Boolean(refused) });
  composer.guard = guard;
  for (const one of JSON.parse(composer.dataset.declared || "[]")) guard.declared.add(one);
  new Findings(part("found"), guard);
  tells(guard, part("status"), part("retry"));
  part("clinical").addEventListener("click", () => guard.useClinical());
  part("one-by-one").addEventListener("click", () => goThrough());
  composer.addEventListener("held", goThrough);
  composer.addEventListener("audience", ({ detail }) => (guard.audience = detail));

  function goThrough() {
    const first = part("found").querySelector("button");
    (first ?? box).focus({ preventScroll: true });
    (first ?? box).scrollIntoView({ block: "center" });
  }

  let settled = null;
  let shown = null;
  guard.addEventListener("change", () => {
    const many = guard.open.length + guard.details.length;
    const { answer } = guard;
    part("clinical").hidden = !many || !answer;
    part("one-by-one").hidden = !many;
    part("nothing").hidden = Boolean(guard.findings.length);
    if (answer && answer !== shown) {
      shown = answer;
      show(answer);
    }
    if (guard.settled !== settled) {
      settled = guard.settled;
      composer.dispatchEvent(new CustomEvent("settled", { bubbles: true, detail: settled }));
    }
  });

  function show({ clinical, concerns, offers, question, stays }) {
    const text = clinical.trim();
    const wider = alike(offers);
    part("reading").hidden = part("left").hidden = !text;
    part("reads").replaceChildren(...withQuestions(text));
    part("stays").textContent = staying(stays);
    part("stays").hidden = !stays.length;
    part("wider").hidden = !wider.length;
    renew(part("concerns"), concerns.map((one) => concern(one, guard)), box);
    renew(part("offers"), wider.map((one) => offer(one, guard)), box);
    part("question").textContent = question;
  }
}
