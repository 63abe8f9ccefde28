// What people wrote, fetched one by one: the server checks seat and audience for each, and may answer that it is gone.
const CACHE = new Map();

// The fragment of words `id` as safe markup made by the server; "" when it is not for us, or no longer there.
export function fragment(address) {
  if (!CACHE.has(address)) CACHE.set(address, load(address));
  return CACHE.get(address);
}

async function load(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fragment" }, credentials: "same-origin" });
    if (answer.ok) return await answer.text();
    if (answer.status < 500) return "";
  } catch {
    // the connection is gone; asked again when it is back
  }
  CACHE.delete(address);
  return "";
}

export function forget() {
  CACHE.clear();
}

// One list of one kind of words; `among` decides which. New ones are added at the end, nothing is built twice.
export async function drawWords(list, words, addressOf) {
  const wanted = new Set(words.map((one) => one.id));
  for (const item of [...list.children]) if (!wanted.has(item.dataset.words)) item.remove();
  for (const one of words) {
    if (list.querySelector(`[data-words="${CSS.escape(one.id)}"]`)) continue;
    const item = document.createElement("li");
    item.dataset.words = one.id;
    item.hidden = true;
    list.append(item);
    const markup = await fragment(addressOf(one.id));
    if (!markup) {
      item.remove();
      continue;
    }
    item.innerHTML = markup; // the server escaped it
    item.hidden = false;
  }
}
