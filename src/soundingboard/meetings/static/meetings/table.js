// One device for everyone at a table: a tap on a person says for them what they would press on a device of their own.
import { open } from "sb/dialog";
import { draw, h, text } from "sb/meetings/elements";
import { onChange, press } from "sb/meetings/room";

const dialog = document.getElementById("person");
const choices = dialog.querySelector("[data-part=person]");
let latest = null;
let chosen = null;

onChange((state) => {
  latest = state;
  if (dialog.open) drawChoices();
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("button[data-person]");
  if (row) {
    chosen = row.dataset.person;
    drawChoices();
    open(dialog);
  }
  const choice = event.target.closest("button[data-choice]");
  if (choice) {
    const act = choice.dataset.choice;
    press(act, act === "speak" ? { who: choice.dataset.who ?? null } : { for: chosen });
    dialog.close();
  }
});

function drawChoices() {
  const { view, people } = latest;
  const here = view.present.includes(chosen);
  const talks = view.speaking?.who === chosen;
  const raised = view.hands.includes(chosen);
  const presents = view.current?.presenter === chosen;
  text(document.getElementById("person-title"), people[chosen].name);
  const offered = [
    here ? ["leave", "Not here now"] : ["arrive", "Is here"],
    ...(here && view.state === "open"
      ? [
          talks ? ["speak", "Has finished", null] : ["speak", "Has the floor", chosen],
          raised ? ["lower", "Hand down"] : ["hand", "Raises a hand"],
          presents && ["yield", "Yields the rest of the turn"],
        ]
      : []),
    !presents && !view.passed.includes(chosen) && ["pass", "Nothing to present today"],
  ].filter(Boolean);
  draw(choices, [chosen, offered], () =>
    offered.map(([act, label, who]) => h("button", { class: "button", type: "button", "data-size": "wide", "data-choice": act, "data-who": who }, label)),
  );
}
