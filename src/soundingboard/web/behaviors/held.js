// Nothing leaves the page while something in it could identify somebody, or has not been looked at yet. Every way out of
// a form goes through here: its own submit, htmx, and whatever else reads its data.
import { say } from "sb/toast";

const guards = new Set();

// Keep watch over a guard's box for as long as it is on the page.
export function hold(guard) {
  guards.add(guard);
  watched(guard.box);
}

// A box is watched over, or this browser cannot do it and has said so: its form may be sent (sb/early waits for it).
export function watched(box) {
  box.removeAttribute("data-unwatched");
  box.dispatchEvent(new Event("watched", { bubbles: true }));
}

function of(form) {
  for (const guard of guards) if (!guard.box.isConnected) guards.delete(guard);
  const here = [...guards].filter((guard) => guard.box.form === form && !guard.box.disabled);
  for (const guard of here) guard.notice();
  return here;
}

const unsettled = (form) => of(form).filter((guard) => !guard.settled);

function tell(guard) {
  if (guard.state === "failed") say("Not sent: the check could not be loaded. What you wrote is still here.");
  else if (guard.excess) say(`Not sent: this is ${guard.excess.toLocaleString("en-US")} characters too long.`);
  else say("Not sent yet: something in it could identify somebody. It has not left this page.");
  guard.box.dispatchEvent(new CustomEvent("held", { bubbles: true }));
}

// Whether something that was found in a box within `element` is not settled; it is said, and the box hears of it.
export function holds(element) {
  const guard = [...guards].find(({ box, open }) => open.length && element.contains(box));
  if (guard) tell(guard);
  return Boolean(guard);
}

// Resolves once the guard has an answer to what stands in its box, or cannot have one.
function looked(guard) {
  return new Promise((resolve) => {
    const look = () => {
      if (guard.answer === null && guard.state !== "failed" && !guard.excess) return;
      guard.removeEventListener("change", look);
      resolve();
    };
    guard.addEventListener("change", look);
    guard.begin();
    look();
  });
}

// Before anyone else hears of it, htmx included.
document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!unsettled(form).length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    await Promise.all(unsettled(form).map(looked));
    const [first] = unsettled(form);
    if (first) tell(first);
    else if (form.isConnected) form.requestSubmit(submitter?.isConnected ? submitter : null); // it was only not finished
  },
  true,
);

// Whoever reads a form's data (htmx for a preview, a script) gets nothing that is not settled; with what is settled goes
// what its writer declares, and none of it alone.
document.addEventListener(
  "formdata",
  ({ target, formData }) => {
    for (const guard of of(target)) {
      const { name } = guard.box;
      if (guard.settled) for (const one of guard.declares) formData.append(`${name}-declared`, one);
      else formData.delete(name);
    }
  },
  true,
);

// htmx adds the box that asks by itself, past its form.
function leave(formData) {
  for (const { box, settled } of guards) if (!settled && formData.getAll(box.name).includes(box.value)) formData.delete(box.name);
}

// What htmx asks besides submitting: a preview goes without the box where it may; an answer that would replace what is
// being written waits.
document.addEventListener("htmx:configRequest", async (event) => {
  leave(event.detail.formData);
  const { elt, target, verb, triggeringEvent } = event.detail;
  const form = elt.closest("form");
  const waits = ({ box }) => box.required || target?.contains(box);
  const open = form && verb !== "get" ? unsettled(form).filter(waits) : [];
  if (!open.length) return;
  event.preventDefault();
  await Promise.all(open.map(looked));
  const still = open.filter((guard) => !guard.settled && guard.box.isConnected);
  const lost = still.find((guard) => target?.contains(guard.box));
  if (lost) tell(lost);
  else if (!still.length && elt.isConnected) again(elt, triggeringEvent?.type ?? "change");
});

// Ask as it was asked before; the check was only not finished.
function again(element, type) {
  if (type === "click") element.click();
  else element.dispatchEvent(new Event(type, { bubbles: true }));
}

// The page may be kept in memory, or on a disk, after one has left it; what was written need not be.
addEventListener("pagehide", () => {
  for (const guard of guards) guard.forget();
});
