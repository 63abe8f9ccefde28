// The engine that finds identifiers, in one worker for all boxes of a page. It is loaded when somebody begins to write.

// Whether this browser can check a text by itself: WebAssembly, and workers that are modules.
export const able = (() => {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function" || !import.meta.resolve) return false;
  let modules = false;
  const asks = {
    get type() {
      modules = true;
      throw new Error("asked"); // so that no worker is made
    },
  };
  try {
    new Worker("", asks);
  } catch {
    return modules;
  }
  return modules;
})();

let worker = null;
let loading = null;
const waiting = new Map(); // by box: whose answer is awaited

// Begin to load the engine; resolves when it can answer, rejects when it cannot be had (and may be tried again).
export function load() {
  loading ??= new Promise((resolve, reject) => {
    worker = new Worker(import.meta.resolve("sb/deid-worker"), { type: "module", name: "deid" });
    const give = () => {
      worker.terminate();
      loading = null;
      for (const one of waiting.values()) one.reject(new Error("The check could not be loaded."));
      waiting.clear();
      reject(new Error("The check could not be loaded."));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      give();
    };
    worker.onmessage = ({ data }) => {
      if (data.ready) resolve();
      else if (data.failed && data.box === undefined) give();
      else heard(data);
    };
    const [pyodide, archive] = ["sb/pyodide/", "sb/engine.zip"].map((name) => new URL(import.meta.resolve(name), location).href);
    worker.postMessage({ load: { pyodide, archive } });
  });
  return loading;
}

function heard({ box, id, part, answer, failed }) {
  const asked = waiting.get(box);
  if (asked?.id !== id) return; // somebody has written on meanwhile
  if (part) return asked.onPart?.(inUnits(asked.text, part));
  waiting.delete(box);
  if (failed) asked.reject(new Error("The check did not work."));
  else asked.resolve(inUnits(asked.text, answer));
}

let ids = 0;

// What is found in `asked.text` (see web/marks.py). A newer question of the same `box` lets the older one rest for ever.
export async function answer(box, asked, onPart = null) {
  await load();
  const text = asked.text.toWellFormed?.() ?? asked.text; // half of a pair counts as one character, there and here
  return new Promise((resolve, reject) => {
    const id = ++ids;
    waiting.set(box, { id, text, resolve, reject, onPart });
    worker.postMessage({ box, id, asked: { ...asked, text } });
  });
}

// Python counts characters, JavaScript units of UTF-16: the same offsets in ours.
export function inUnits(text, answer) {
  if (!/[\ud800-\udfff]/.test(text)) return answer;
  const at = [];
  let unit = 0;
  for (const character of text) {
    at.push(unit);
    unit += character.length;
  }
  at.push(unit);
  const moved = (one) => one && { ...one, start: at[one.start], end: at[one.end] };
  const placed = (one) => ({ ...one, at: one.at && one.at.map((place) => at[place]) });
  return {
    ...answer,
    findings: answer.findings.map((one) => ({ ...moved(one), edit: moved(one.edit) })),
    concerns: answer.concerns?.map(placed),
    offers: answer.offers?.map(placed),
  };
}
