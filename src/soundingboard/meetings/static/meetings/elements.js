// Elements without a framework: `h` makes one, `draw` fills a place only when what it shows has changed, so that focus,
// a half-read line and a screen reader's place stay where they are.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

const drawn = new WeakMap();

// `what` is everything `build` looks at. Focus inside goes to the new element of the same data-focus, if there is one.
export function draw(place, what, build) {
  const key = JSON.stringify(what);
  if (!place || drawn.get(place) === key) return;
  drawn.set(place, key);
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  const built = build();
  place.replaceChildren(...(Array.isArray(built) ? built.flat(Infinity) : [built]).filter(Boolean));
  if (focused) place.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

export function text(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

export function show(element, whether) {
  if (element && element.hidden === Boolean(whether)) element.hidden = !whether;
}

export function disc(person, { seat, size } = {}) {
  return h("span", { class: "person", "data-seat": seat, "data-size": size }, h("span", { class: "disc", "aria-hidden": "true" }, person.initials));
}

// A number that nobody else will give: the same press, sent twice, is one press.
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
