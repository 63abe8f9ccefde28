// Light, dark or as the device says: a reader's own choice, kept on this device.
// Anything with data-chooses-theme="light|dark|auto" chooses.
const KEY = "soundingboard.theme";

function show(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const chooser of document.querySelectorAll("[data-chooses-theme]")) {
    chooser.setAttribute("aria-pressed", String(chooser.dataset.choosesTheme === theme));
  }
}

function kept() {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return "auto"; // storage is forbidden here; the choice lasts for this page
  }
}

document.addEventListener("click", (event) => {
  const chooser = event.target.closest("[data-chooses-theme]");
  if (!chooser) return;
  try {
    localStorage.setItem(KEY, chooser.dataset.choosesTheme);
  } catch {
    // as above
  }
  show(chooser.dataset.choosesTheme);
});

show(kept());
