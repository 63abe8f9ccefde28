// A sentence that comes and goes: say("Saved."), or say("Moved to 12:38.", {undo}) with a way back.
// The server can say one too: HX-Trigger: {"say": "Saved."}.
const SHOWN_MS = 6000;
const SHOWN_WITH_UNDO_MS = 12000; // time to read, to think and to reach

export function say(text, { undo, label = "Undo" } = {}) {
  const toast = document.createElement("div");
  toast.className = "toast";
  const words = document.createElement("p");
  words.textContent = text;
  toast.append(words);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset.size = "small";
    button.textContent = label;
    button.addEventListener("click", () => {
      toast.remove();
      undo();
    });
    toast.append(button);
  }
  const toasts = document.getElementById("toasts");
  for (const other of [...(toasts?.children ?? [])]) if (other.textContent === toast.textContent) other.remove(); // said anew, not twice
  toasts?.append(toast);

  let timer;
  const wait = () => (timer = setTimeout(() => toast.remove(), undo ? SHOWN_WITH_UNDO_MS : SHOWN_MS));
  for (const stays of ["pointerenter", "focusin"]) toast.addEventListener(stays, () => clearTimeout(timer));
  for (const goes of ["pointerleave", "focusout"]) toast.addEventListener(goes, wait);
  wait();
  return toast;
}

document.addEventListener("say", (event) => say(event.detail?.value ?? String(event.detail)));
