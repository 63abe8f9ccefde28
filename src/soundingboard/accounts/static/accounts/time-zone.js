// Guesses the time zone from the browser, on a fresh form only: a choice already sent is the person's own. A browser
// that says UTC does not want to say.
const list = document.querySelector("select[name=time_zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const fresh = !document.querySelector("[data-error], [role=alert]");
if (list && fresh && here !== "UTC" && [...list.options].some((option) => option.value === here)) list.value = here;
