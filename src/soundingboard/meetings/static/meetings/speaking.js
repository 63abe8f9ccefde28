// Who has the floor, whose hand is up and in which order. How long somebody has spoken is shown to that person alone.
import { disc, draw, h } from "sb/meetings/elements";
import { called, clock } from "sb/meetings/phrases";

// On a table's device each name is a button (table.js).
export function drawSpeaking(place, { view, mine, people }, { atTable = false } = {}) {
  const presenter = view.current?.presenter ?? null;
  const among = ["peers", "one-by-one"].includes(view.current?.speaks) ? view.seats.filter((one) => one !== presenter) : view.seats;
  const talking = view.speaking?.who ?? null;
  const rank = (one) => (one === talking ? -2 : view.hands.includes(one) ? view.hands.indexOf(one) - 1 : view.present.includes(one) ? view.seats.length : 2 * view.seats.length);
  const order = [...among].sort((a, b) => rank(a) - rank(b) || (a === mine.me) - (b === mine.me));
  const mayCall = mine.may.includes("speak") || mine.may.includes("hand");
  draw(place, [order, view.present, view.hands, talking, presenter, mayCall, mine.me, view.passed, view.state], () =>
    order.map((one) => row(one, { view, mine, people, talking, presenter, mayCall, atTable })),
  );
}

function row(one, { view, mine, people, talking, presenter, mayCall, atTable }) {
  const name = atTable ? people[one].called : called(one, people, mine.me);
  const hand = view.hands.indexOf(one);
  const here = view.present.includes(one);
  const state = [];
  if (one === talking) state.push(h("span", { class: "badge", "data-kind": "info" }, "speaking · ", h("span", { "data-since": view.speaking.since })));
  else if (!here) state.push(h("span", { class: "soft" }, "not here now"));
  else if (hand >= 0) state.push(h("span", { class: "soft" }, hand === 0 && mayCall ? "next" : "hand raised"));
  else if (one === presenter) state.push(h("span", { class: "soft" }, "presents"));
  else if (view.passed.includes(one)) state.push(h("span", { class: "soft" }, "nothing today"));
  if (one === mine.me && one !== talking && !atTable) state.push(h("span", { class: "soft numeral", "data-own-time": true }));
  if (hand === 0 && mayCall && one !== talking && !atTable) {
    state.push(h("button", { class: "button", type: "button", "data-size": "small", "data-act": "floor", "data-who": one, "data-focus": `floor-${one}` }, one === mine.me ? "Take the floor" : "Give the floor"));
  }
  const person = h("span", { class: "person", "data-seat": one }, disc(people[one]).firstChild, h("span", { class: "person-words" }, h("span", { class: "person-name" }, name)));
  return h(
    "li",
    { class: "people-one" },
    atTable ? h("button", { class: "button", type: "button", "data-person": one, "data-focus": `person-${one}`, "aria-haspopup": "dialog" }, person) : person,
    h("span", { class: "cluster", "data-gap": "tight" }, state),
  );
}

// Once a second, without building anything anew.
export function tickSpeaking(place, { view, mine }, now) {
  const since = place.querySelector("[data-since]");
  if (since) say(since, clock(Math.max(0, Math.floor((now - view.speaking.since) / 1000))));
  const own = place.querySelector("[data-own-time]");
  if (own) say(own, mine.spoken >= 1 ? `${clock(mine.spoken)} yours` : "");
}

function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
