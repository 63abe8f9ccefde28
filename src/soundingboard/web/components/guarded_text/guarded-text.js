// A small box that is checked while one writes: marks in the text, what was found below it.
import { able } from "sb/deid";
import { Findings, said } from "sb/findings";
import { Guard } from "sb/guard";
import { watched } from "sb/held";

// Where what is written is checked, before the first word.
export const WHERE = able
  ? "Checked here, in your browser: our page sends nothing before you do. Dictation by your device may."
  : "This browser cannot check it here. It is checked in our server's memory when you send it; what could identify somebody is refused, and stored nowhere.";

// A box of one row: Enter sends, as in any line.
export function sendsOnEnter(box) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    event.preventDefault();
    box.form?.requestSubmit();
  });
}

// The state of the check where it can be read; it is told to who cannot see it only once it rests.
export function tells(guard, status, retry) {
  let resting;
  guard.addEventListener("change", () => {
    const words = said(guard);
    clearTimeout(resting);
    const show = () => {
      if (status.textContent !== words) status.textContent = words;
    };
    if (guard.done < 1) show();
    else resting = setTimeout(show, guard.state === "ready" ? 80 : 400);
    retry.hidden = guard.state !== "failed";
    status.dataset.state = guard.state;
  });
  retry.addEventListener("click", () => guard.begin());
}

export function attach(element) {
  const box = element.querySelector("textarea");
  const part = (name) => element.querySelector(`[data-part=${name}]`);
  part("where").textContent = WHERE;
  if (box.hasAttribute("data-line")) sendsOnEnter(box);
  if (!able) return watched(box); // the server's own list stands below the box
  const refused = part("refused");
  refused?.remove();
  const guard = new Guard(box, { refused: Boolean(refused) });
  for (const one of JSON.parse(element.dataset.declared || "[]")) guard.declared.add(one);
  new Findings(part("found"), guard);
  tells(guard, part("status"), part("retry"));
  const clinical = part("clinical");
  clinical.addEventListener("click", () => guard.useClinical());
  guard.addEventListener("change", () => {
    clinical.hidden = !(guard.answer && guard.open.length + guard.details.length > 1);
  });
  element.addEventListener("held", () => (part("found").querySelector("button") ?? box).focus());
}
