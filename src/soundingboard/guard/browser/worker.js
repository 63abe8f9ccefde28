// The engine, away from the page: what is written comes in as a message, what is found goes back as one. Nothing else
// leaves: this file's own policy (guard.views) lets it fetch from this site alone, and it fetches before it hears a word.
let engine = null;

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
from soundingboard.web import marks

def answer(asked):
    return json.dumps(marks.answer(**json.loads(asked)))

answer("{\\"text\\": \\"Ready, Dr. No?\\"}")  # what is loaded at the first text is loaded now
answer
`);
}

const STEP = 4000; // characters that are answered at once; a longer text shows its marks step by step
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

const turn = () => new Promise((resolve) => setTimeout(resolve));

async function hear({ box, id, asked }) {
  newest.set(box, id);
  const answer = await engine;
  await turn(); // a newer message of the same box may wait already
  if (asked.text.length > STEP && !asked.form) {
    const findings = [];
    for (const [start, text] of parts(asked.text)) {
      if (newest.get(box) !== id) return;
      const before = [...asked.text.slice(0, start)].length; // the engine counts characters, not units of UTF-16
      for (const one of JSON.parse(answer(JSON.stringify({ ...asked, text }))).findings) {
        const edit = one.edit && { ...one.edit, start: one.edit.start + before, end: one.edit.end + before };
        findings.push({ ...one, start: one.start + before, end: one.end + before, edit });
      }
      postMessage({ box, id, part: { findings, done: (start + text.length) / asked.text.length } });
      await turn();
    }
  }
  if (newest.get(box) !== id) return;
  postMessage({ box, id, answer: JSON.parse(answer(JSON.stringify(asked))) });
}

onmessage = async ({ data }) => {
  try {
    if (data.load) {
      engine = load(data.load);
      await engine;
      postMessage({ ready: true });
    } else await hear(data);
  } catch {
    postMessage(data.load ? { failed: true } : { box: data.box, id: data.id, failed: true }); // never what was written
  }
};
