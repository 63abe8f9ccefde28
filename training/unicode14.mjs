// Prints the code points that Pyodide's Unicode knows and the Python on the path does not, as ranges for
// src/soundingboard/deid/unicode14.py. Run with Python 3.11 on the path: node training/unicode14.mjs
import { execFileSync } from "node:child_process";
import { loadPyodide } from "pyodide";

const ASSIGNED = `
import unicodedata
" ".join(str(i) for i in range(0x110000) if unicodedata.category(chr(i)) != "Cn")
`;

const theirs = (await loadPyodide()).runPython(ASSIGNED).split(" ").map(Number);
const ours = new Set(
  execFileSync("python3", ["-c", ASSIGNED.replace(/^"(.*)$/m, 'print("$1)')], { maxBuffer: 1e8 })
    .toString()
    .trim()
    .split(" ")
    .map(Number),
);
const ranges = [];
for (const point of theirs.filter((one) => !ours.has(one))) {
  const last = ranges.at(-1);
  if (last && last[1] === point - 1) last[1] = point;
  else ranges.push([point, point]);
}
const hex = (point) => point.toString(16).toUpperCase();
console.log(ranges.map(([a, b]) => (a === b ? hex(a) : `${hex(a)}-${hex(b)}`)).join(" "));
