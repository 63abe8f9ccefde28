// Draws an agenda as a ring, as agenda/dial.py does: the same rules, the same numbers. A test compares the two.
//
//   renderDial(element, model)   fills <figure class="dial">; called again it changes only what has changed
//
// The model is that of dial.py: segments [{key, title, seconds, presenter, light, state, at}], people [{id, name, initials,
// seat, present, speaking, hand}], around, total, elapsed (seconds or null), center {label, name, seat, numeral, then}, title.
const OUTER = 208;
const INNER = 173;
const GAP = 3;
const SEATS = 256;
const DISC = 26.5;
const APART = 27;
const LONGEST_NAME = 10;
const PEOPLE_BOX = "-325 -318 650 640";
const RING_BOX = "-212 -212 424 424";

/** Whether a segment's time is drawn lightly: peers respond, or everyone speaks. */
export const light = (speaks) => ["peers", "one-by-one", "pairs", "all"].includes(speaks);

/** Arcs as long as their seconds, from the top around; together they are the whole circle. */
export function ring(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.seconds, 0) || 1;
  let before = 0;
  return segments.map((segment) => {
    const start = (360 * before) / total;
    before += segment.seconds;
    const end = (360 * before) / total;
    return { ...segment, start, end, path: outline(start, end) };
  });
}

/** Everyone's place: who presents sits at the middle of their own arcs, the others share the room between them. */
export function places(arcs, people) {
  const own = new Map(); // the longest unbroken stretch of each: a turn may have been begun, left and taken up again
  let whose = null;
  let begins = 0;
  for (const { presenter, start, end } of arcs) {
    if (presenter !== whose) [whose, begins] = [presenter, start];
    const longest = own.get(whose) ?? [0, 0];
    if (people.includes(whose) && end - begins > longest[1] - longest[0]) own.set(whose, [begins, end]);
  }
  const angles = new Map([...own].map(([person, [start, end]]) => [person, (start + end) / 2]));
  const taken = [...angles.values()].sort((a, b) => a - b);
  const others = people.filter((person) => !own.has(person));
  between(taken, others).forEach((angle, place) => angles.set(others[place], angle));
  return apart(angles, people).map(([person, angle]) => {
    const [x, y] = at(SEATS, angle);
    return { person, angle, x, y, nameY: y < 0 ? -DISC - 12 : DISC + 11 };
  });
}

/** The hand's angle after `elapsed` of `total` seconds. */
export const turn = (elapsed, total) => 360 * Math.min(Math.max(elapsed / total, 0), 1);

/** A name as it stands under a disc. */
export const shortened = (name) => {
  const letters = [...name];
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join("").trimEnd()}…`;
};

/** A length as the table says it: whole minutes, or minutes and seconds. */
export const minutes = (seconds) => {
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return rest === 0 ? String(Math.floor(whole / 60)) : `${Math.floor(whole / 60)}:${String(rest).padStart(2, "0")}`;
};

function outline(start, end) {
  const span = end - start;
  const [outer, inner] = [OUTER, INNER].map((radius) => Math.min(((GAP / 2 / radius) * 180) / Math.PI, span * 0.3));
  const large = span - 2 * outer > 180 ? 1 : 0;
  return (
    `M${point(OUTER, start + outer)}A${OUTER} ${OUTER} 0 ${large} 1 ${point(OUTER, end - outer)}` +
    `L${point(INNER, end - inner)}A${INNER} ${INNER} 0 ${large} 0 ${point(INNER, start + inner)}Z`
  );
}

function at(radius, angle) {
  const turned = (angle * Math.PI) / 180;
  return [radius * Math.sin(turned), -radius * Math.cos(turned)];
}

const point = (radius, angle) => at(radius, angle).map((length) => length.toFixed(2)).join(" ");

function between(taken, others) {
  if (taken.length === 0) return others.map((_, place) => (360 * place) / others.length);
  const gaps = taken.map((angle, place) => (taken[(place + 1) % taken.length] - angle + 360) % 360 || 360);
  const guests = gaps.map(() => 0);
  for (const _ of others) {
    let widest = 0;
    for (let place = 1; place < gaps.length; place++) {
      if (gaps[place] / (guests[place] + 1) > gaps[widest] / (guests[widest] + 1)) widest = place;
    }
    guests[widest] += 1;
  }
  return gaps.flatMap((gap, place) =>
    Array.from({ length: guests[place] }, (_, guest) => (taken[place] + (gap * (guest + 1)) / (guests[place] + 1)) % 360),
  );
}

function apart(angles, people) {
  const order = [...people].sort((a, b) => angles.get(a) - angles.get(b));
  const moved = order.map((person) => angles.get(person));
  const count = moved.length;
  const least = Math.min(APART, 360 / Math.max(count, 1));
  for (let pass = 0; pass < (count > 1 ? 200 : 0); pass++) {
    for (let place = 0; place < count; place++) {
      const after = (place + 1) % count;
      const short = least - (moved[after] + (after === 0 ? 360 : 0) - moved[place]);
      if (short > 0) {
        moved[place] -= short / 2;
        moved[after] += short / 2;
      }
    }
  }
  return order.map((person, place) => [person, moved[place]]);
}

// ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const SVG = "http://www.w3.org/2000/svg";
const drawn = new WeakMap(); // element -> what each part of it shows, so that nothing is drawn twice

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let count = 0;

/** Draw `model` into `element`, a <figure class="dial">. */
export function renderDial(element, model) {
  const people = model.people ?? [];
  const around = people.length > 0 && (model.around ?? true);
  let parts = drawn.get(element);
  if (!parts || parts.around !== around) {
    parts = { around, shown: {}, id: `dial-${++count}` };
    drawn.set(element, parts);
    element.classList.add("dial");
    element.toggleAttribute("data-around", around);
    element.replaceChildren(...frame(parts));
  }
  const change = (name, what, draw) => {
    const key = JSON.stringify(what);
    if (parts.shown[name] === key) return;
    parts.shown[name] = key;
    draw();
  };
  const seats = new Map(people.map((one) => [one.id, one.seat]));
  const arcs = ring(model.segments);
  const total = model.total || model.segments.reduce((sum, segment) => sum + segment.seconds, 0) || 1;
  const hand = model.elapsed === null || model.elapsed === undefined ? null : turn(model.elapsed, total).toFixed(2);

  change("ring", [model.segments, [...seats]], () =>
    parts.ring.replaceChildren(...arcs.flatMap((arc) => drawArc(arc, seats.get(arc.presenter), parts.id))),
  );
  change("hand", hand, () => {
    parts.hand.toggleAttribute("hidden", hand === null);
    parts.hand.setAttribute("transform", `rotate(${hand ?? 0})`);
  });
  change("people", [around && people, model.segments], () =>
    parts.people.replaceChildren(...(around ? drawPeople(arcs, people, parts.id) : [])),
  );
  const center = model.center ?? {};
  for (const name of ["label", "name", "numeral", "then"]) {
    change(name, [center[name], center.seat], () => {
      parts[name].textContent = center[name] ?? "";
      parts[name].hidden = !center[name];
      if (name === "name") center.seat ? parts.name.setAttribute("data-seat", center.seat) : parts.name.removeAttribute("data-seat");
    });
  }
  const names = new Map(people.map((one) => [one.id, one.name]));
  change("table", [model.title, model.segments, [...names]], () => {
    parts.caption.textContent = model.title || "Agenda";
    parts.rows.replaceChildren(
      ...model.segments.map((segment) =>
        html("tr", {}, ...row(segment, names).map((words) => html("td", {}, words))),
      ),
    );
  });
}

const row = (segment, names) => [
  segment.at ?? "",
  segment.title ?? "",
  names.get(segment.presenter) ?? "",
  minutes(segment.seconds),
  segment.state ?? "ahead",
];

function frame(parts) {
  parts.ring = svg("g", { "data-part": "ring" });
  parts.hand = svg("path", { class: "dial-hand", d: "M0 -157V-211" });
  parts.people = svg("g", { "data-part": "people" });
  parts.label = html("p", { class: "dial-label" });
  parts.name = html("p", { class: "dial-presenter" });
  parts.numeral = html("p", { class: "dial-numeral" });
  parts.then = html("p", { class: "dial-then" });
  parts.caption = html("caption");
  parts.rows = html("tbody");
  const hatch = { id: `${parts.id}-hatch`, class: "dial-hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const heads = ["at", "segment", "whose turn", "minutes", "state"].map((word) => html("th", { scope: "col" }, word));
  return [
    svg(
      "svg",
      { viewBox: parts.around ? PEOPLE_BOX : RING_BOX, "aria-hidden": "true", focusable: "false" },
      svg("defs", {}, svg("pattern", hatch, svg("path", { d: "M0 0H8" }))),
      parts.ring,
      parts.hand,
      parts.people,
    ),
    html("div", { class: "dial-center" }, parts.label, parts.name, parts.numeral, parts.then),
    html("div", { class: "aside-for-ears" }, html("table", {}, parts.caption, html("thead", {}, html("tr", {}, heads)), parts.rows)),
  ];
}

function drawArc(arc, seat, id) {
  return [
    svg("path", { class: "dial-arc", d: arc.path, "data-seat": seat, "data-light": Boolean(arc.light), "data-state": arc.state ?? "ahead" }),
    ...(seat > 8 ? [svg("path", { class: "dial-hatched", d: arc.path, fill: `url(#${id}-hatch)` })] : []),
  ];
}

function drawPeople(arcs, people, id) {
  const current = arcs.find((arc) => arc.state === "now")?.presenter;
  return places(arcs, people.map((one) => one.id)).map((place) => {
    const one = people.find((each) => each.id === place.person);
    const attributes = {
      class: "dial-person",
      "data-seat": one.seat,
      transform: `translate(${place.x.toFixed(2)} ${place.y.toFixed(2)})`,
      "data-current": one.id === current,
      "data-absent": one.present === false,
      "data-speaking": Boolean(one.speaking),
      "data-hand": Boolean(one.hand),
    };
    return svg(
      "g",
      attributes,
      svg("circle", { class: "dial-halo", r: 32 }),
      svg("circle", { class: "dial-disc", r: DISC }),
      one.seat > 8 && [svg("circle", { r: DISC, fill: `url(#${id}-hatch)` }), svg("circle", { class: "dial-disc", r: 21 })],
      svg("text", { class: "dial-initials", y: 7 }, one.initials),
      svg("text", { class: "dial-name", y: place.nameY.toFixed(2), "data-below": place.nameY > 0 }, shortened(one.name)),
    );
  });
}

/** For data-behavior="dial": the model stands as JSON in the element that data-model names. */
export function attach(element) {
  renderDial(element, JSON.parse(document.getElementById(element.dataset.model).textContent));
}
