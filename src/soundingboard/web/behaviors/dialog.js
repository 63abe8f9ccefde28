// Dialogs by attributes alone: data-opens="ID" opens <dialog id=ID>, data-closes closes the dialog it stands in.
// Escape, focus and the inert page behind come from the element itself.
export function open(dialog) {
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) return open(document.getElementById(opener.dataset.opens));

  const closer = event.target.closest("[data-closes]");
  if (closer) return closer.closest("dialog")?.close();

  // a press on the backdrop is one on the dialog itself, outside its box
  const dialog = event.target;
  if (dialog instanceof HTMLDialogElement && dialog.dataset.kind !== "danger" && dialog.matches(":modal")) {
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside && event.detail > 0) dialog.close();
  }
});

// A menu closes with Escape, and when one presses or goes elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.account[open]")) if (!menu.contains(except)) menu.open = false;
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.account[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
