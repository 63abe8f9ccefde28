// Counts down to an instant on the server's clock; asks the server nothing.
import { clock, everyMoment } from "sb/clock";

/** Seconds left as m:ss, hours as h:mm:ss; never below 0:00. */
export function timeLeft(endsAt, now) {
  return span(Math.max(0, Math.ceil((endsAt - now) / 1000)));
}

/** Seconds as m:ss, or h:mm:ss from an hour on. */
export function span(seconds) {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

/** How long it is, in words that need no watching: "in 12 minutes". */
export function inWords(endsAt, now) {
  const minutes = Math.ceil((endsAt - now) / 60_000);
  if (minutes <= 1) return "in a minute";
  if (minutes < 90) return `in ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `in ${hours} hours` : `in ${Math.round(hours / 24)} days`;
}

export function attach(element) {
  const ends = Number(element.dataset.ends);
  if (element.dataset.now && !clock.known) {
    const at = performance.now();
    clock.answered({ sent: at, received: at, now: Number(element.dataset.now), rate: Number(element.dataset.rate ?? 1) });
  }
  everyMoment(element, (now) => {
    const words = "words" in element.dataset ? inWords(ends, now) : timeLeft(ends, now);
    const over = ends <= now && element.dataset.over;
    const text = over ? element.dataset.over : [element.dataset.before, words].filter(Boolean).join(" ");
    element.setAttribute("data-running", "");
    element.toggleAttribute("data-near-end", ends - now <= 60_000);
    if (element.textContent !== text) element.textContent = text;
  });
}
