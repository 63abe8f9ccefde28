// Keeps one page and what belongs to it, so that a text can be cleaned without a connection. VERSION and FILES come from
// the server. Nothing that somebody writes ever comes here: the page sends nothing.
const CACHE = `clean-${VERSION}`;

const whole = (url) => new Request(url, { cache: "no-cache", credentials: "omit" });

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map(whole)))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("clean-") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

const kept = new Set(FILES.map((file) => new URL(file, location.href).pathname));

// As it is now, where there is a connection (what never changes is in the browser's own cache); as it was, otherwise.
async function answer(request) {
  const { pathname } = new URL(request.url);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) return fresh;
  } catch {
    // no connection
  }
  const cache = await caches.open(CACHE);
  return (await cache.match(pathname)) ?? Response.error();
}

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method === "GET" && origin === location.origin && kept.has(pathname)) event.respondWith(answer(event.request));
});
