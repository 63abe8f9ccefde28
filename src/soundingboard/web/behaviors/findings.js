// What was found, as a list: for eyes that do not see marks, for keys, and for whoever wants to know why.

// Findings that are the same thing said several times are one line: Map of key to findings.
export function grouped(guard) {
  const groups = new Map();
  const rank = (one) => (guard.declared.has(one.text) || guard.kept.has(one.text) ? 2 : one.identifies ? 0 : 1);
  for (const one of [...guard.findings].sort((a, b) => rank(a) - rank(b) || a.start - b.start)) {
    const key = JSON.stringify([one.category, one.text, one.edit?.replacement ?? "", rank(one)]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

// "3 identifiers · 2 details it may not need", "" for nothing.
export function counted(guard) {
  const [identifiers, details] = [guard.open.length, guard.details.length];
  return [
    identifiers ? `${identifiers} ${identifiers === 1 ? "identifier" : "identifiers"}` : "",
    details ? `${details} ${details === 1 ? "detail" : "details"} it may not need` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

// Where the check is, in a sentence.
export function said(guard) {
  if (guard.excess) return `This is ${guard.excess.toLocaleString("en-US")} characters too long.`;
  if (guard.state === "loading") return "Getting the check ready. Go on writing.";
  if (guard.state === "failed") return "The check could not be loaded, so nothing can be sent. What you write is safe here.";
  const found = counted(guard);
  if (guard.state === "checking" && guard.done < 1) return `Looking: ${Math.round(guard.done * 100)} percent. ${found}`;
  if (found) return found;
  if (guard.answer && guard.text.trim()) return "Nothing found. We do not find everything.";
  return "";
}

export function element(tag, properties = {}, ...children) {
  const { data = {}, ...others } = properties;
  const made = Object.assign(document.createElement(tag), others);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

function button(label, about, press) {
  const made = element("button", { type: "button", className: "button", textContent: label, data: { size: "small" } });
  made.setAttribute("aria-label", `${label}: ${about}`);
  made.addEventListener("click", press);
  return made;
}

export class Findings {
  constructor(list, guard) {
    this.list = list;
    this.guard = guard;
    this.items = new Map();
    guard.addEventListener("change", () => this.draw());
    document.addEventListener("selectionchange", () => document.activeElement === guard.box && this.point());
    this.draw();
  }

  draw() {
    const groups = grouped(this.guard);
    for (const [key, item] of this.items) {
      if (!groups.has(key)) {
        item.remove();
        this.items.delete(key);
      }
    }
    [...groups].forEach(([key, group], at) => {
      const item = this.items.get(key) ?? this.made(key);
      item.group = group;
      item.querySelector("[data-part=times]").textContent = group.length > 1 ? `${group.length} times` : "";
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
    });
    this.list.hidden = !groups.size;
    this.point();
  }

  // Do something about a line, and go on with the one that comes into its place; to the text where there is none.
  act(item, does) {
    const place = [...this.list.children].indexOf(item);
    does();
    const next = this.list.children[Math.min(place, this.list.children.length - 1)];
    (next?.querySelector("button") ?? this.guard.box).focus({ preventScroll: true });
  }

  // Which line the caret stands in.
  point() {
    const at = document.activeElement === this.guard.box ? this.guard.box.selectionStart : -1;
    for (const item of this.items.values()) {
      item.toggleAttribute("data-here", item.group.some((one) => one.start <= at && at <= one.end));
    }
  }

  made(key) {
    const { guard } = this;
    const [one] = grouped(guard).get(key);
    const settled = guard.declared.has(one.text) || guard.kept.has(one.text);
    const wording = one.wording || one.edit?.replacement.trim();
    const item = element("li", { className: "finding", data: { kind: settled ? "settled" : one.identifies ? "identifier" : "detail" } });
    const all = () => item.group;
    const badge = element("span", { className: "badge", textContent: one.label });
    if (!settled) badge.dataset.kind = one.identifies ? "attention" : "private";
    const what = element("p", { className: "finding-what" }, badge, " ", element("strong", { textContent: one.text }));
    if (!settled) {
      const arrow = element("span", { textContent: " → " });
      arrow.setAttribute("aria-hidden", "true");
      what.append(arrow, element("span", { className: "aside-for-ears", textContent: " instead: " }), element("em", { textContent: wording || "left out" }));
    } else what.append(` ${one.identifies ? "is no identifier, you say" : "stays, you say"}`);
    what.append(" ", element("span", { className: "soft", data: { part: "times" } }));
    const why = element("p", { className: "small soft", textContent: one.reason });
    const acts = element("p", { className: "cluster finding-acts", data: { gap: "tight" } });
    if (settled) acts.append(button("Take that back", one.text, () => this.act(item, () => guard.settle(one, false))));
    else {
      acts.append(
        button(wording ? "Replace" : "Leave out", one.text, () => this.act(item, () => guard.replace(all()))),
        button("Edit", one.text, () => guard.edit(all()[0])),
        button(one.identifies ? "Not an identifier" : "Keep", one.text, () => this.act(item, () => guard.settle(one))),
      );
    }
    item.append(what, why, acts);
    this.items.set(key, item);
    return item;
  }
}
