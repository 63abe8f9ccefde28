// One key for each act, where nobody is typing and no dialog is open. They can be switched off: some people speak to
// their computer, and others rest a hand on it.
const KEY = "soundingboard.keys";

export const KEYS = { h: ["hand", "lower"], m: ["extend"], p: ["pause", "resume"], n: ["start", "advance"], b: ["bell"] };

export function on() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function choose(whether) {
  try {
    localStorage.setItem(KEY, whether ? "on" : "off");
  } catch {
    // the choice cannot be kept on this device
  }
}

function typing(target) {
  return target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

// `press(acts)` does the first of `acts` that is possible now; `help()` shows what the keys are.
export function listen(press, help) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    if (event.key === "?") return help();
    const acts = KEYS[event.key.toLowerCase()];
    if (acts && on()) press(acts);
  });
}
