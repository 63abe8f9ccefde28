// What is known about the text of one box: what was found in it, what the writer has settled, and whether it may leave.
import { able, answer, load } from "sb/deid";
import { hold } from "sb/held";
import { carried, common, Mirror, write } from "sb/mirror";

const PAUSE = 120; // milliseconds without a key before we look again
const NOTHING = { findings: [], clinical: "", concerns: [], offers: [], question: "", stays: [] };
let boxes = 0;

// Fires "change" whenever what there is to see has changed.
//   state     idle, loading, checking, ready, failed; unable where this browser cannot check
//   findings  as in web/marks.py, each with `text`; they follow the text while it is written
//   answer    the last whole answer; null before, and while the text has changed since
export class Guard extends EventTarget {
  // refused: whether the server found something in the text that the box comes with
  constructor(box, { refused = false } = {}) {
    super();
    this.box = box;
    this.id = ++boxes;
    this.most = Number(box.getAttribute("maxlength")) || Infinity;
    this.mirror = new Mirror(box);
    this.declared = new Set();
    this.kept = new Set();
    this.findings = [];
    this.answer = null;
    this.shown = box.value; // the text that the findings are of
    this.answered = box.value; // the text that the last whole answer is of
    this.state = able ? "idle" : "unable";
    this.done = 1;
    if (!able) return;
    box.removeAttribute("maxlength"); // it would cut what is pasted without a word
    hold(this);
    box.addEventListener("focus", () => this.begin(), { once: true });
    box.addEventListener("input", () => this.written());
    box.addEventListener("compositionend", () => this.written());
    document.addEventListener("selectionchange", () => document.activeElement === box && this.paint());
    this.untouched = refused ? null : box.defaultValue;
    // Somebody may have begun to write before this was here.
    if (refused || box.value !== box.defaultValue || document.activeElement === box) this.begin();
  }

  get text() {
    return this.box.value;
  }

  // As it is looked at: what is pasted into a line is sent as one.
  get read() {
    return this.box.hasAttribute("data-line") ? this.text.replaceAll("\n", " ") : this.text;
  }

  get audience() {
    return this.box.dataset.audience || "meeting";
  }

  set audience(value) {
    this.box.dataset.audience = value;
    this.look();
  }

  // Characters more than fit.
  get excess() {
    return Math.max(0, [...this.text].length - this.most);
  }

  get open() {
    return this.findings.filter((one) => one.identifies && !this.declared.has(one.text));
  }

  get details() {
    return this.findings.filter((one) => !one.identifies && !this.kept.has(one.text));
  }

  // Whether everything in the box may be sent as it stands.
  get settled() {
    if (!able || !this.text.trim()) return true;
    if (this.text === this.untouched && !this.findings.length) return true; // it came from the server as it is
    return this.answer !== null && !this.open.length && !this.excess;
  }

  begin() {
    if (this.state === "idle" || this.state === "failed") this.look();
  }

  written() {
    this.findings = carried(this.findings, this.shown, this.text);
    this.shown = this.text;
    this.answer = null;
    this.paint();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.look(), PAUSE);
    this.changed();
  }

  // Look at the text as it stands; an answer to a text that has changed meanwhile is dropped.
  async look() {
    clearTimeout(this.pause);
    const text = this.text;
    const asked = {
      text: this.read,
      audience: this.audience,
      presenter: JSON.parse(this.box.dataset.presenter || "null"),
      declared: [...this.declared],
      kept: [...this.kept],
      form: this.box.dataset.form || "",
      known: JSON.parse(this.box.dataset.known || "[]"),
    };
    try {
      if (this.state !== "ready" && this.state !== "checking") this.become("loading");
      await load();
      if (this.text !== text) return;
      if (!text.trim()) {
        this.take(NOTHING);
        return;
      }
      this.become("checking");
      const given = await answer(this.id, asked, (part) => this.text === text && (part.near ? this.add(part) : this.take(part, part.done)));
      if (this.text === text) this.take(given);
    } catch {
      this.become("failed");
    }
  }

  // What is found where somebody has just written, before the whole of a long text is looked at: it takes nothing away.
  add({ findings }) {
    const apart = (one) => this.findings.every((other) => other.end <= one.start || one.end <= other.start);
    const more = this.worded(findings.filter(apart));
    if (!more.length) return;
    this.findings = [...this.findings, ...more].sort((a, b) => a.start - b.start);
    this.paint();
    this.changed();
  }

  worded(findings) {
    return findings.map((one) => ({ ...one, text: this.read.slice(one.start, one.end) }));
  }

  take(given, done = 1) {
    this.shown = this.text;
    this.findings = this.worded(given.findings);
    this.done = done;
    if (done === 1 && !("done" in given)) {
      this.answer = given;
      this.answered = this.text;
      this.state = "ready";
    }
    this.paint();
    this.changed();
  }

  become(state) {
    this.state = state;
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  paint() {
    const at = document.activeElement === this.box ? this.box.selectionStart : -1;
    const here = (one) => one.start <= at && at <= one.end;
    const open = new Set([...this.open, ...this.details]);
    this.mirror.paint(
      this.findings
        .filter((one) => open.has(one))
        .map((one) => ({ ...one, kind: one.identifies ? "identifier" : "detail", here: here(one) })),
    );
  }

  // Put the clinical wording in place of these findings, in one step of undo.
  replace(findings) {
    const edits = findings.map((one) => one.edit).filter(Boolean).sort((a, b) => a.start - b.start);
    if (!edits.length) return;
    const [start, end] = [edits[0].start, edits.at(-1).end];
    let text = "";
    let at = start;
    for (const edit of edits) {
      text += this.text.slice(at, edit.start) + edit.replacement;
      at = edit.end;
    }
    write(this.box, start, end, text);
  }

  // Use the clinical version of the whole text.
  useClinical() {
    if (!this.answer) return;
    const { text } = this;
    const { clinical } = this.answer;
    const { start, end } = common(text, clinical);
    write(this.box, start, text.length - end, clinical.slice(start, clinical.length - end));
  }

  // Ranges ([start, end]) of the last answer as they stand now; what was written over is gone.
  now(ranges) {
    return carried(ranges.map(([start, end]) => ({ start, end })), this.answered, this.text);
  }

  // Put `text` in place of ranges of the last answer, in one step of undo.
  put(ranges, text) {
    this.replace(this.now(ranges).map((one) => ({ edit: { ...one, replacement: text } })));
  }

  // Go to a range of the last answer, to write something else.
  goTo(range) {
    const [one] = this.now([range]);
    if (one) this.edit(one);
  }

  // Go to a finding in the text, to write something else.
  edit(finding) {
    this.box.focus();
    this.box.setSelectionRange(finding.start, finding.end);
  }

  // What of the declarations goes with the text as it stands.
  get declares() {
    return [...this.declared].filter((one) => this.read.includes(one));
  }

  // Whoever changes the box without a key (a form that is reset, another script) tells nobody.
  notice() {
    if (this.shown !== this.text) this.written();
  }

  // Let nothing be here of what was written since the page came.
  forget() {
    clearTimeout(this.pause);
    this.box.value = this.untouched ?? "";
    this.declared.clear();
    this.kept.clear();
    this.take(NOTHING);
  }

  // The writer says that these words are no identifier, or are wanted; `given` takes it back.
  settle(finding, given = true) {
    const words = finding.identifies ? this.declared : this.kept;
    if (given) words.add(finding.text);
    else words.delete(finding.text);
    this.paint();
    this.changed();
    this.look();
  }
}
