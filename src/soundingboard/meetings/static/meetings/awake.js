// A screen that goes dark in the middle of somebody's turn helps nobody: it stays on while the meeting is under way.
let lock = null;
let wanted = false;

export function stayAwake(whether) {
  if (wanted === whether) return;
  wanted = whether;
  if (wanted) hold();
  else lock?.release();
}

async function hold() {
  if (!wanted || !("wakeLock" in navigator) || document.visibilityState !== "visible") return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    // low on battery, or not allowed: the device knows better
  }
}

document.addEventListener("visibilitychange", hold);
