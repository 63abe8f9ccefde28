// Soft sounds, off until somebody switches them on: one note a minute before the end, two at the end, the bell.
const KEY = "soundingboard.sounds";
const NOTES = { minute: [[523.25, 0]], end: [[659.25, 0], [523.25, 0.35]], bell: [[1046.5, 0]] };
const LENGTH = { minute: 0.9, end: 1.2, bell: 2.4 }; // seconds until it has faded
const LOUD = 0.08; // of 1; a room where somebody is crying is quiet

let context = null;

export function on() {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false; // storage is forbidden here
  }
}

export function choose(whether) {
  try {
    localStorage.setItem(KEY, whether ? "on" : "off");
  } catch {
    // the choice cannot be kept on this device
  }
  if (whether) {
    wake();
    play("minute");
  }
}

// Browsers let a page sound only after somebody has touched it.
export function wake() {
  if (!on()) return;
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
}

export function play(name) {
  if (!on() || !context || context.state !== "running") return;
  for (const [pitch, after] of NOTES[name]) {
    const start = context.currentTime + after;
    const tone = new OscillatorNode(context, { type: "sine", frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(LOUD, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH[name]);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + LENGTH[name]);
  }
}

// Which sign the passing of time gives: the last minute has begun, or the segment has run out.
export function signBetween(before, left) {
  if (before === null || left === null) return null;
  if (before > 0 && left <= 0) return "end";
  if (before > 60 && left <= 60) return "minute";
  return null;
}
