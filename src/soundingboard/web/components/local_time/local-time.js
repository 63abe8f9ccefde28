// Shows an instant in the hours of whoever reads it.
const DAY = { weekday: "long", month: "long", day: "numeric" };
const HOUR = { hour: "numeric", minute: "2-digit", hour12: true };

/** An hour as in "2:05 PM": the one way in which hours are shown (on the server: `spoken` of hours). */
export function hour(instant, timeZone) {
  return new Intl.DateTimeFormat("en-US", { ...HOUR, timeZone }).format(instant).replace(/\s/g, " ");
}

export function localTime(at, { until = null, shows = "both", timeZone } = {}) {
  const day = new Intl.DateTimeFormat("en-US", { ...DAY, timeZone }).format(at);
  const hours = until ? `${hour(at, timeZone)} to ${hour(until, timeZone)}` : hour(at, timeZone);
  return { day, time: hours, both: `${day}, ${hours}` }[shows];
}

export function attach(element) {
  const { until, shows } = element.dataset;
  const at = new Date(element.dateTime);
  element.textContent = localTime(at, { until: until ? new Date(until) : null, shows });
  element.title = `${at.toLocaleDateString("en-US", { dateStyle: "full" })}, ${hour(at)}`;
}
