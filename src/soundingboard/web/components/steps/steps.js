// A form in steps that are all on one page: nothing is sent or kept between them. On a form: data-behavior="steps"; inside,
// the links of the component, sections with data-step, and buttons with data-next or data-back.
import { holds } from "sb/held";

export function attach(form) {
  const sections = [...form.querySelectorAll("[data-step]")];
  const links = [...form.querySelectorAll(".steps a")];
  if (sections.length < 2) return;

  const wrong = (section) => [...section.querySelectorAll("input, select, textarea")].find((box) => !box.checkValidity());

  function go(place, { focus = true } = {}) {
    sections.forEach((section, at) => (section.hidden = at !== place));
    links.forEach((link, at) => (at === place ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current")));
    form.dataset.at = String(place);
    form.dispatchEvent(new CustomEvent("step", { bubbles: true, detail: { id: sections[place].id } }));
    if (!focus) return;
    const heading = sections[place].querySelector("h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
    form.scrollIntoView({ block: "start" });
  }

  const at = () => Number(form.dataset.at);

  form.addEventListener("click", (event) => {
    const link = event.target.closest(".steps a, a[data-to-step]");
    const target = link && sections.findIndex((section) => `#${section.id}` === link.getAttribute("href"));
    if (link && target >= 0) {
      event.preventDefault();
      return go(target);
    }
    if (event.target.closest("[data-next]")) return next();
    if (event.target.closest("[data-back]")) go(at() - 1);
  });

  // What holds a box back is shown before the box itself hears of it.
  form.addEventListener(
    "held",
    ({ target }) => {
      const place = sections.findIndex((section) => section.contains(target));
      if (place >= 0 && place !== at()) go(place, { focus: false });
    },
    true,
  );

  function next() {
    const box = wrong(sections[at()]);
    if (box) return box.reportValidity();
    return holds(sections[at()]) || go(at() + 1);
  }

  // Enter in a line goes on. What is missing may be in a section that is not shown, where a browser cannot point at it.
  form.addEventListener("submit", (event) => {
    if (at() < sections.length - 1) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return next();
    }
    const place = sections.findIndex(wrong);
    if (place < 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    go(place, { focus: false });
    wrong(sections[place]).reportValidity();
  });

  for (const button of form.querySelectorAll("[data-next], [data-back]")) button.hidden = false;
  const broken = sections.findIndex((section) => section.querySelector("[data-error], .field-error"));
  const asked = sections.findIndex((section) => `#${section.id}` === location.hash); // pressed before this was here
  go(Math.max(0, broken < 0 ? asked : broken), { focus: false });
}
