// Guesses the time zone from the browser, on a fresh form only: a choice already sent is the person's own.
const list = document.querySelector("select[name=time_zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const fresh = !document.querySelector("[data-error], [role=alert]");
if (list && fresh && [...list.options].some((option) => option.value === here)) list.value = here;
