// A case as one writes it: marks in the text, what was found beside it, how it will read, and what is left.
//
// The element takes `data-audience` ("meeting" or "forum") of its box; who changes it sets `composer.guard.audience`, or
// fires "audience" with the new one as its detail. It fires "settled" (detail: boolean) whenever that changes.
import { able } from "sb/deid";
import { element, Findings } from "sb/findings";
import { Guard } from "sb/guard";
import { tells, WHERE } from "sb/guarded-text";

// A text with the writer's questions strong: they are why it is written.
export function withQuestions(text) {
  return text.split(/(?<=[.!?…]["”’)]*)(?=\s)/).map((sentence) => (/\?["”’)]*$/.test(sentence) ? element("strong", { textContent: sentence }) : sentence));
}

function concern(one, guard) {
  const words = [...new Set(one.words)].filter(Boolean);
  const item = element("li", { className: "finding", data: { kind: "concern" } }, element("p", { textContent: one.sentence }));
  if (one.at && (one.blur || words.length === 1)) {
    const label = one.blur ? `Write “${one.blur}” instead of “${words[0]}”` : `Leave out “${words[0]}”`;
    const press = element("button", { type: "button", className: "button", textContent: label, data: { size: "small" } });
    press.addEventListener("click", () => guard.put(one.at, one.blur));
    item.append(element("p", {}, press));
  } else if (words.length) item.append(element("p", { className: "small soft", textContent: words.join(" · ") }));
  return item;
}

export function attach(composer) {
  const part = (name) => composer.querySelector(`[data-part="${name}"]`);
  const box = composer.querySelector("textarea");
  part("where").textContent = WHERE;
  if (!able) return; // what the server found stands beside the text
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
      part("reading").hidden = !answer.clinical.trim();
      part("reads").replaceChildren(...withQuestions(answer.clinical.trim()));
      part("left").hidden = !answer.clinical.trim();
      part("concerns").replaceChildren(...answer.concerns.map((one) => concern(one, guard)));
      part("question").textContent = answer.question;
    }
    if (guard.settled !== settled) {
      settled = guard.settled;
      composer.dispatchEvent(new CustomEvent("settled", { bubbles: true, detail: settled }));
    }
  });
}
