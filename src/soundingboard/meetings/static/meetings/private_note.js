// A note for one's own eyes: it lives in this page's memory, is sent nowhere, and the page says so before it goes.
import { say } from "sb/toast";

const note = document.querySelector("[data-part=private]");

if (note) {
  document.querySelector("[data-part=copy]").addEventListener("click", async () => {
    if (!note.value) return say("There is nothing in it yet.");
    try {
      await navigator.clipboard.writeText(note.value);
      say("Copied. Mind where you put it.");
    } catch {
      note.select();
      say("Your browser keeps us from copying. The text is marked, so that you can.");
    }
  });

  addEventListener("beforeunload", (event) => {
    if (note.value.trim()) event.preventDefault(); // it would be gone
  });
}
