// Marks behind the text of a real textarea: a layer of the same letters, unseen, whose marks shine through. The text box
// itself is never touched for it, so that its caret stays where it is and its undo is the browser's own.

// What two texts have in common at their beginning and at their end.
export function common(one, other) {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return { start, end };
}

// Ranges of `before` as they stand in `after`; those that were written in are gone.
export function carried(ranges, before, after) {
  const { start, end } = common(before, after);
  const shift = after.length - before.length;
  const last = before.length - end;
  return ranges.flatMap((one) => {
    if (one.end <= start) return [one];
    if (one.start < last) return [];
    const edit = one.edit && { ...one.edit, start: one.edit.start + shift, end: one.edit.end + shift };
    return [{ ...one, start: one.start + shift, end: one.end + shift, edit }];
  });
}

// The letters are drawn by the stylesheet: no search, selection or reader finds the text twice.
function piece(tag, text) {
  const made = document.createElement(tag);
  made.dataset.text = text;
  return made;
}

export class Mirror {
  constructor(box) {
    this.box = box;
    const focused = document.activeElement === box;
    const frame = Object.assign(document.createElement("div"), { className: "marked" });
    this.layer = Object.assign(document.createElement("div"), { className: "marked-layer" });
    this.layer.setAttribute("aria-hidden", "true");
    box.replaceWith(frame);
    frame.append(this.layer, box);
    if (focused) box.focus();
    this.paint([]);
  }

  // `ranges`: {start, end, kind}, in order and without overlaps.
  paint(ranges) {
    const text = this.box.value;
    const pieces = [];
    let at = 0;
    for (const { start, end, kind, here } of ranges) {
      const mark = piece("mark", text.slice(start, end));
      mark.className = "mark";
      mark.dataset.kind = kind;
      if (here) mark.dataset.here = "";
      pieces.push(piece("span", text.slice(at, start)), mark);
      at = end;
    }
    this.layer.replaceChildren(...pieces, piece("span", `${text.slice(at)}\u200b`)); // a last line break takes its line
  }
}

// Put `text` in place of a range of `box` as if it had been typed: one step for undo, and the caret stays with its words.
export function write(box, start, end, text) {
  const [from, to] = [box.selectionStart, box.selectionEnd];
  const moved = (place) => (place <= start ? place : place >= end ? place + text.length - (end - start) : start + text.length);
  const focused = document.activeElement;
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, end);
  if (start !== end || text) {
    // Deprecated, and the only way there is that native undo knows of.
    const done = document.execCommand(text ? "insertText" : "delete", false, text);
    if (!done) {
      box.setRangeText(text, start, end, "end");
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }
  box.setSelectionRange(moved(from), moved(to));
  if (focused !== box && focused?.isConnected) focused.focus({ preventScroll: true });
}
