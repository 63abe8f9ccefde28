// Starts what a page asks for: an element with data-behavior="name other" gets `attach(element)` of the modules sb/name
// and sb/other, once, now and whenever htmx brings new elements.
import "sb/dialog";
import { say } from "sb/toast";
import "sb/theme";

const attached = new WeakMap();

async function attach(element, name) {
  const names = attached.get(element) ?? new Set();
  if (names.has(name)) return;
  attached.set(element, names.add(name));
  const module = await import(`sb/${name}`).catch((error) => {
    say("A part of this page could not be loaded. Copy what you wrote, then load the page again.");
    throw error;
  });
  module.attach(element);
}

export function start(root) {
  const elements = [...root.querySelectorAll("[data-behavior]")];
  if (root instanceof Element && root.matches("[data-behavior]")) elements.unshift(root);
  for (const element of elements) {
    for (const name of element.dataset.behavior.split(/\s+/).filter(Boolean)) attach(element, name);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));

// What was written stays in its form, and its press has a name: sent again, it is there once.
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") say("Not sent: the connection is lost for a moment. What you wrote is still here; please send it again.");
});

// A form that came back with errors tells so first to who cannot see it.
document.querySelector("form [role=alert][tabindex='-1']")?.focus();
