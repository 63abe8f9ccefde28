// What makes the builder's form quick under the hand. It holds no rule: every change is drawn by the server.
export function attach(form) {
  const show = (root) => root.querySelectorAll("[data-prints], [data-chooses]").forEach((button) => (button.hidden = false));
  show(form);
  form.addEventListener("htmx:oobAfterSwap", () => show(form));
  form.addEventListener("htmx:afterSwap", () => show(form));

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-prints], [data-chooses]");
    if (!button) return;
    if ("prints" in button.dataset) window.print();
    if (button.dataset.chooses) form.querySelector(`#format-${CSS.escape(button.dataset.chooses)}`).click();
  });

  // Who puts people in an order means that order.
  form.addEventListener("sorted", () => {
    form.querySelector("input[name=in_order][value=listed]").checked = true;
  });
}
