// The engine, away from the page: what is written comes in as a message, what is found goes back as one. Nothing else
// leaves: this file's own policy (guard.views) lets it fetch from this site alone, and it fetches before it hears a word.
let engine = null;
let loading = null;

async function load({ pyodide, archive }) {
  const { loadPyodide } = await import(`${pyodide}pyodide.mjs`);
  const [python, packed] = await Promise.all([
    loadPyodide({ indexURL: pyodide, stdout: () => {}, stderr: () => {} }), // a text must not reach a console
    fetch(archive).then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error("archive")))),
  ]);
  python.unpackArchive(packed, "zip", { extractDir: "/engine" });
  return python.runPython(`
import json, sys
sys.path.insert(0, "/engine")
from soundingboard.deid import Memory
from soundingboard.web import marks

memory = Memory()  # of this page; it goes with it

def look(asked):
    asked = json.loads(asked)
    found = marks.findings(asked["text"], asked.get("form", ""), asked.get("known", ()), memory)
    settled = {name: asked.get(name, ()) for name in ("declared", "kept")}
    return json.dumps(marks.look(asked["text"], found, **settled)), lambda: json.dumps(marks.answer(**asked, found=found))

look("{\\"text\\": \\"Ready, Dr. No?\\"}")[1]()  # what is loaded at the first text is loaded now
look
`);
}

const SHORT = 800; // characters that are answered in one go; a longer text shows its marks first
const STEP = 4000; // a longer one yet, met for the first time, shows them step by step
const met = new Set(); // the boxes whose text is remembered
const last = new Map(); // of each box, the text that was looked at last
const newest = new Map(); // of each box, the message that counts: older ones are dropped

// The parts of a long text, cut between paragraphs or sentences where there are some: [where it begins, part].
function parts(text) {
  const found = [];
  for (let start = 0; start < text.length; ) {
    const least = text.slice(start, start + STEP);
    const cut = start + STEP >= text.length ? least.length : Math.max(least.lastIndexOf("\n"), least.lastIndexOf(". ")) + 1;
    const part = least.slice(0, cut || least.length);
    found.push([start, part]);
    start += part.length;
  }
  return found;
}

// The paragraph in which two texts differ, [where it begins, paragraph]; null where they are the same.
function changed(before, text) {
  const most = Math.min(before.length, text.length);
  let first = 0;
  while (first < most && before[first] === text[first]) first += 1;
  if (first === text.length && first === before.length) return null;
  let same = 0;
  while (same < most - first && before[before.length - 1 - same] === text[text.length - 1 - same]) same += 1;
  const start = text.lastIndexOf("\n", first - 1) + 1;
  const end = text.indexOf("\n", text.length - same);
  return [start, text.slice(start, end < 0 ? text.length : end)];
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

// Look at a text: its marks, and what makes the rest of the answer.
function look(asked) {
  const looked = engine.look(JSON.stringify(asked));
  const [marks, rest] = looked.toJs();
  looked.destroy();
  return { findings: JSON.parse(marks).findings, rest };
}

// The marks of a part of a text, at their places in the whole.
function lookAt([start, text], asked) {
  const before = [...asked.text.slice(0, start)].length; // the engine counts characters, not units of UTF-16
  const { findings, rest } = look({ ...asked, text });
  rest.destroy();
  return findings.map((one) => ({ ...one, start: one.start + before, end: one.end + before }));
}

async function hear({ box, id, asked }) {
  newest.set(box, id);
  await loading;
  await turn(); // a newer message of the same box may wait already
  if (newest.get(box) !== id) return;
  const part = changed(last.get(box) ?? asked.text, asked.text);
  last.set(box, asked.text);
  if (asked.text.length > STEP && !asked.form && !met.has(box)) {
    const findings = [];
    for (const part of parts(asked.text)) {
      if (newest.get(box) !== id) return;
      findings.push(...lookAt(part, asked));
      postMessage({ box, id, part: { findings, done: (part[0] + part[1].length) / asked.text.length } });
      await turn();
    }
    met.add(box);
  } else if (asked.text.length > SHORT && !asked.form && part && part[1].length <= SHORT) {
    postMessage({ box, id, part: { findings: lookAt(part, asked), near: true } }); // where somebody writes, at once
    await turn();
  }
  if (newest.get(box) !== id) return;
  const { findings, rest } = look(asked);
  try {
    if (asked.text.length > SHORT && !asked.form) {
      postMessage({ box, id, part: { findings, done: 1 } });
      await turn();
      if (newest.get(box) !== id) return;
    }
    postMessage({ box, id, answer: JSON.parse(rest()) });
  } finally {
    rest.destroy();
  }
}

onmessage = async ({ data }) => {
  try {
    if (data.load) {
      loading = load(data.load).then((look) => (engine = { look }));
      await loading;
      postMessage({ ready: true });
    } else await hear(data);
  } catch {
    postMessage(data.load ? { failed: true } : { box: data.box, id: data.id, failed: true }); // never what was written
  }
};
