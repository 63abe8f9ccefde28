// The page for everyone: nothing is stored or sent; the clinical version can be copied, and the page works offline.
import { say } from "sb/toast";

const page = document.querySelector("[data-page=clean]");
const composer = page.querySelector("[data-behavior=composer]");
const reads = composer.querySelector("[data-part=reads]");
const [copy, line] = ["copy", "offline"].map((name) => page.querySelector(`[data-part=${name}]`));

page.addEventListener("submit", (event) => event.preventDefault());
page.addEventListener("change", ({ target }) => {
  if (target.name === "audience") composer.dispatchEvent(new CustomEvent("audience", { detail: target.value }));
});

composer.addEventListener("settled", () => (copy.hidden = false), { once: true });

copy.addEventListener("click", async () => {
  if (!reads.textContent) return say("There is nothing to copy yet.");
  try {
    await navigator.clipboard.writeText(reads.textContent);
    say("Copied. Read it once more before you send it: we do not find everything.");
  } catch {
    getSelection().selectAllChildren(reads);
    say("Your browser keeps us from copying. The text is marked, so that you can.");
  }
});

if (navigator.serviceWorker) {
  const { offline } = page.dataset;
  navigator.serviceWorker.register(offline).catch(() => {}); // without it the page works with a connection
  navigator.serviceWorker.ready.then(() => {
    line.textContent = "Works without a connection, too: everything it needs is on this device now.";
    line.dataset.state = "ready";
  });
}
