// What stands in a guarded box stays in the page until that box is watched over (sb/held): the modules that do so come
// behind the page, and on a slow line a form can be sent before them. Not a module, so that it is there before any form.
(() => {
  const unwatched = (form) => [...form.elements].filter((box) => box.hasAttribute("data-unwatched"));
  const waiting = new WeakSet();

  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter } = event;
      if (!unwatched(form).length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (waiting.has(form)) return;
      waiting.add(form);
      const look = () => {
        if (unwatched(form).length) return;
        document.removeEventListener("watched", listen);
        waiting.delete(form);
        if (form.isConnected) form.requestSubmit(submitter?.isConnected ? submitter : null);
      };
      const listen = () => queueMicrotask(look); // whoever watches over the box is about to be ready
      document.addEventListener("watched", listen);
    },
    true,
  );

  document.addEventListener(
    "formdata",
    ({ target, formData }) => {
      for (const { name } of unwatched(target)) formData.delete(name);
    },
    true,
  );
})();
