// A form in steps that are all on one page: nothing is sent or kept between them. On a form: data-behavior="steps"; inside,
// the links of the component, sections with data-step, and buttons with data-next or data-back.
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
    if (event.target.closest("[data-next]")) {
      const box = wrong(sections[at()]);
      return box ? box.reportValidity() : go(at() + 1);
    }
    if (event.target.closest("[data-back]")) go(at() - 1);
  });

  // What is missing may be in a section that is not shown, where a browser cannot point at it.
  form.addEventListener("submit", (event) => {
    const place = sections.findIndex(wrong);
    if (place < 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    go(place, { focus: false });
    wrong(sections[place]).reportValidity();
  });

  for (const button of form.querySelectorAll("[data-next], [data-back]")) button.hidden = false;
  const broken = sections.findIndex((section) => section.querySelector("[data-error]"));
  go(broken < 0 ? 0 : broken, { focus: false });
}
