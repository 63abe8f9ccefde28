// The room as a dial: the schedule as it now stands, the people around it, the one number in its middle.
import { light, renderDial } from "sb/dial";
import { hour } from "sb/local-time";
import { heart, numeral } from "sb/meetings/phrases";

const models = new WeakMap();

export function drawDial(place, { view, people, zone }) {
  const segments = view.schedule.map((segment) => ({
    key: segment.key,
    title: segment.title,
    seconds: segment.seconds,
    presenter: segment.presenter,
    light: light(segment.speaks),
    state: segment.state,
    at: hour(segment.starts, zone),
  }));
  const around = view.seats.map((one) => ({
    id: one,
    name: people[one].called,
    initials: people[one].initials,
    seat: Number(one),
    present: view.present.includes(one),
    speaking: view.speaking?.who === one,
    hand: view.hands.includes(one),
  }));
  models.set(place, { segments, people: around, title: "The agenda as it now stands", total: segments.reduce((sum, one) => sum + one.seconds, 0) });
}

export function tickDial(place, state, now, left) {
  const model = models.get(place);
  const figure = place.querySelector("figure");
  const lines = heart(state.view, state);
  figure.toggleAttribute("data-late", state.view.state === "open" && left !== null && left <= -1);
  const center = { label: lines.eyebrow, name: lines.name, seat: lines.seat ? Number(lines.seat) : undefined, numeral: numeral(left), then: lines.then };
  const elapsed = elapsedOf(state.view, now);
  const shown = JSON.stringify([center, elapsed === null ? null : Math.round(elapsed)]);
  if (model.shown === shown) return;
  model.shown = shown;
  renderDial(figure, { ...model, elapsed, center });
}

// Seconds along the ring. The hand waits at the end of a part that runs over, and stands while the clock does.
function elapsedOf({ state, schedule, current }, now) {
  if (state === "waiting" || state === "closed") return null;
  const done = schedule.filter((one) => one.state === "done").reduce((sum, one) => sum + one.seconds, 0);
  if (!current) return done;
  const gone = "left" in current ? current.seconds - current.left : (now - current.starts) / 1000;
  return done + Math.min(Math.max(gone, 0), current.seconds);
}
