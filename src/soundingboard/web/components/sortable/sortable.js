// An order one can change by dragging the handle, or by the two buttons of each row. After a change the list says so with
// `change` (as a form's own control would, so that hx-trigger="change" hears it) and with `sorted` ({keys}).
export function attach(list) {
  const ears = document.createElement("li"); // a list may hold nothing but items
  ears.className = "aside-for-ears";
  ears.setAttribute("aria-live", "polite");
  list.append(ears);

  const items = () => [...list.children].filter((child) => child.dataset.key !== undefined);
  const keys = () => items().map((item) => item.dataset.key);

  function ends() {
    const all = items();
    all.forEach((item, place) => {
      item.querySelector("[data-move=up]").disabled = place === 0;
      item.querySelector("[data-move=down]").disabled = place === all.length - 1;
    });
  }

  function changed(item) {
    ends();
    const place = items().indexOf(item) + 1;
    ears.textContent = `${item.dataset.title}: place ${place} of ${items().length}.`;
    list.dispatchEvent(new CustomEvent("sorted", { bubbles: true, detail: { keys: keys() } }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault(); // without this module the two buttons may send the form
    const item = button.closest("[data-key]");
    const all = items();
    const place = all.indexOf(item);
    if (button.dataset.move === "up" && place > 0) all[place - 1].before(item);
    else if (button.dataset.move === "down" && place < all.length - 1) all[place + 1].after(item);
    else return;
    changed(item);
    // at an end the pressed button is off: the focus goes to the other, not to nowhere
    (button.disabled ? item.querySelector("[data-move]:not(:disabled)") : button)?.focus();
  });

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".sortable-handle");
    if (!handle || event.button !== 0) return;
    const item = handle.closest("[data-key]");
    const before = keys().join();
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    item.setAttribute("data-held", "");

    const move = ({ clientY }) => {
      const middle = (other) => {
        const box = other.getBoundingClientRect();
        return box.top + box.height / 2;
      };
      const all = items();
      const place = all.indexOf(item);
      const above = all.slice(0, place).find((other) => clientY < middle(other));
      const below = all.slice(place + 1).findLast((other) => clientY > middle(other));
      // the others move around what is held: an element taken out of the page, even for an instant, loses the pointer
      if (above) item.after(...all.slice(all.indexOf(above), place));
      else if (below) item.before(...all.slice(place + 1, all.indexOf(below) + 1));
    };
    const drop = () => {
      item.removeAttribute("data-held");
      handle.removeEventListener("pointermove", move);
      if (keys().join() !== before) changed(item);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", drop, { once: true });
  });

  ends();
}
