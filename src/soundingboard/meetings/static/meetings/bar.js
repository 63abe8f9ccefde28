// The buttons under the dial: what I may do now, as the server says. One is primary: the step that comes next.
import { draw, h } from "sb/meetings/elements";
import { nextStep } from "sb/meetings/phrases";

// Acts that the server takes for granted only when they name the segment they mean, so that two presses move one step.
export const NAMING_A_SEGMENT = new Set(["advance", "extend", "yield", "skip"]);

const LESS_OFTEN = {
  yield: ["Yield the rest of my turn", "The others have the time that is left."],
  pass: ["Nothing to present today", "Your time goes to the others."],
  skip: ["Leave this part out", "What follows gets the time."],
  bell: ["Ring the bell", "One soft sound, no blame."],
  end: ["End the meeting now", "The open minutes begin."],
};

function button(act, label, { kind, pressed, wide, key } = {}) {
  return h(
    "button",
    { class: "button", type: "button", "data-act": act, "data-kind": kind, "aria-pressed": pressed, "data-wide": wide, "data-focus": act, "aria-keyshortcuts": key },
    label,
  );
}

// On a phone the dial says already what is next.
function worded(step) {
  const [, what] = step.match(/^Next: (.*)$/) ?? [];
  return what ? [h("span", {}, "Next", h("span", { "data-wide": true }, `: ${what}`))] : [step];
}

// What one person presses for themselves. On a table's device one taps the person instead (table.js).
const OWN = new Set(["hand", "lower", "yield", "pass"]);

export function drawBar(place, { view, mine, people, away }, { atTable = false } = {}) {
  const may = new Set(mine.may.filter((act) => !atTable || !OWN.has(act)));
  const step = view.state === "open" && may.has("advance") ? nextStep(view, people) : "";
  draw(place, [mine.may, view.state, step, view.speaking?.who === mine.me, away], () => {
    if (away) return button("back", "Come back to the room", { kind: "primary" });
    return [
      view.speaking?.who === mine.me && !atTable && button("floor", "I have finished"),
      may.has("hand") && button("hand", "Raise a hand", { key: "h" }),
      may.has("lower") && button("lower", "Lower my hand", { pressed: "true", key: "h" }),
      may.has("extend") && button("extend", "+1 minute", { wide: true, key: "m" }),
      may.has("pause") && button("pause", "Pause", { wide: true, key: "p" }),
      view.state !== "closed" && h("button", { class: "button", type: "button", "data-opens": "more", "aria-haspopup": "dialog", "data-focus": "more" }, "More"),
      may.has("start") && button("start", "Start now", { kind: "primary", key: "n" }),
      may.has("resume") && button("resume", view.state === "danger" ? "Go on with the meeting" : "Resume", { kind: "primary", key: "p" }),
      step && button("advance", [...worded(step), h("span", { "aria-hidden": "true" }, "→")], { kind: "primary", key: "n" }),
    ];
  });
}

// What is pressed once in a meeting, or not at all.
export function drawMore(place, { view, mine }, { atTable = false } = {}) {
  const may = new Set(mine.may.filter((act) => !atTable || !OWN.has(act)));
  const often = { extend: ["+1 minute", "For this part; what follows shares the rest."], pause: ["Pause", "The end stays where it is."] };
  const offered = Object.entries({ ...often, ...LESS_OFTEN }).filter(([act]) => may.has(act));
  draw(place, [offered.map(([act]) => act), view.current?.title], () =>
    offered.length
      ? offered.map(([act, [label, line]]) =>
          h("div", { class: "people-one" }, button(act, label), h("span", { class: "small soft" }, act === "skip" ? `${view.current.title}. ${line}` : line)),
        )
      : h("p", { class: "soft" }, "Nothing more to press at this moment."),
  );
}
