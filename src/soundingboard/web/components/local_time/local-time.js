// Shows an instant in the hours of whoever reads it.
const DAY = { weekday: "long", month: "long", day: "numeric" };
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export function localTime(at, { until = null, shows = "both", locale = "en-US", timeZone } = {}) {
  const day = new Intl.DateTimeFormat(locale, { ...DAY, timeZone }).format(at);
  const hour = (instant) => new Intl.DateTimeFormat(locale, { ...TIME, timeZone }).format(instant);
  const hours = until ? `${hour(at)}–${hour(until)}` : hour(at);
  return { day, time: hours, both: `${day}, ${hours}` }[shows];
}

export function attach(element) {
  const { until, shows } = element.dataset;
  element.textContent = localTime(new Date(element.dateTime), { until: until ? new Date(until) : null, shows });
  element.title = new Date(element.dateTime).toLocaleString("en-US", { dateStyle: "full", timeStyle: "long" });
}
