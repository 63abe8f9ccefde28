// What a view says, in words. Pure: a view, one's own part, the people and an instant in; text out. No rule is decided
// here: what is allowed, whose turn it is and how long everyone has is in the view.
const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

// How the middle of the dial leads up to a presenter's name, by what the segment is for.
const TOWARD = {
  present: "Presenting now",
  clarify: "Questions for",
  deepen: "Open questions for",
  think: "Thinking about it with",
  reflect: "Peers think aloud for",
  respond: "Peers respond to",
  decide: "Deciding now",
  takeaway: "What to take along",
  debrief: "Looking back with",
};

// What people did, for those who hear the room.
const DONE = {
  arrived: "is here",
  left: "is away",
  started: "started the meeting",
  extended: "added a minute",
  yielded: "gives the rest of the turn to the others",
  passed: "has nothing to present today",
  paused: "paused the meeting",
  resumed: "resumed the meeting",
  "hand raised": "raised a hand",
  "hand lowered": "lowered the hand",
  "role taken": "took over a role",
  bell: "rang the bell: notice, and go on",
  danger: "stopped the clock: someone is in danger",
};

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

export function minutes(seconds) {
  const whole = Math.max(1, Math.round(seconds / 60));
  return `${whole} ${whole === 1 ? "minute" : "minutes"}`;
}

export function inWords(count) {
  return NUMBERS[count] ?? String(count);
}

// Seconds until what the one large number counts down to; below zero when that is past, null when nothing is counted.
export function secondsLeft(view, now) {
  if (view.state === "waiting") return (view.starts - now) / 1000;
  if (view.state === "after" && view.closes !== null) return (view.closes - now) / 1000;
  if (!view.current) return null;
  return view.current.left ?? (view.current.due - now) / 1000;
}

export function numeral(seconds) {
  if (seconds === null) return "";
  return seconds > -1 ? clock(Math.ceil(seconds)) : `+${clock(Math.floor(-seconds))}`;
}

// The three lines around the number in the middle of the dial.
export function heart(view, { people, me }) {
  const segment = view.current;
  switch (view.state) {
    case "waiting":
      return { eyebrow: "We start in", name: "", seat: null, then: `${view.format}` };
    case "after":
      return { eyebrow: "Open minutes", name: "Talk as you like", seat: null, then: "until the room closes" };
    case "closed":
      return { eyebrow: "This meeting is over", name: "Thank you", seat: null, then: "" };
    case "danger":
      return { eyebrow: "The clock has stopped", name: segment?.title ?? "", seat: segment?.presenter, then: "The time left is kept" };
  }
  const paused = view.state === "paused" ? "Paused: " : "";
  if (!segment) return { eyebrow: paused, name: "", seat: null, then: "" };
  const then = thereafter(view, people);
  if (segment.presenter) {
    const toward = TOWARD[segment.kind] ?? segment.title;
    const name = segment.presenter === me ? "you" : people[segment.presenter]?.called;
    return { eyebrow: paused + toward, name, seat: segment.presenter, then };
  }
  const lead = segment.speaker ? `${called(segment.speaker, people, me)} ${segment.speaker === me ? "lead" : "leads"}` : "Everyone";
  return { eyebrow: paused + lead, name: segment.title, seat: null, then };
}

export function thereafter(view, people) {
  const next = view.next;
  if (!next) return "then we close";
  const what = next.presenter && next.presenter !== view.current?.presenter ? `${people[next.presenter]?.called} presents` : lower(next.title);
  return `then ${what} · ${clock(next.seconds)}`;
}

// What the one primary button says: the step it takes.
export function nextStep(view, people) {
  const next = view.next;
  if (!next) return "Close the meeting";
  if (next.presenter && next.presenter !== view.current?.presenter) return `Next: ${people[next.presenter]?.called} presents`;
  return `Next: ${lower(next.title)}`;
}

// "on time", or how late it will be and what is left of everyone's turn.
export function standing(view) {
  if (view.state === "waiting" || view.state === "after" || view.state === "closed") return "";
  if (view.behind < 30) return "on time";
  const late = Math.max(1, Math.round(view.behind / 60));
  const behind = `${inWords(late)} ${late === 1 ? "minute" : "minutes"} behind`;
  const turns = sharesAhead(view);
  if (!turns.length) return behind;
  const least = Math.min(...turns);
  const most = Math.max(...turns);
  if (turns.length === 1) return `${behind}, the last turn still has ${minutes(least)}`;
  return most - least < 60 ? `${behind}, everyone still has ${minutes(least)}` : `${behind}, every turn still has ${minutes(least)} or more`;
}

function sharesAhead(view) {
  const ahead = new Set(view.schedule.filter((one) => one.state === "ahead" && one.presenter).map((one) => one.presenter));
  ahead.delete(view.current?.presenter);
  return [...ahead].map((person) => view.shares[person]).filter((seconds) => seconds > 0);
}

// What is open now and what it asks of whoever reads it.
export function guidance(view, { people, me }) {
  const segment = view.current;
  if (!segment) return null;
  const presenter = segment.presenter;
  const their = presenter === me;
  const name = presenter ? people[presenter]?.called : "";
  const opens = {
    questions: { tint: "sky", eyebrow: "Now: questions. Ideas come later." },
    ideas: { tint: "pine", eyebrow: "Now: ideas. A question about safety is always welcome." },
  }[segment.opens] ?? { tint: "", eyebrow: "" };
  const thanks = `Thank ${name} for trusting you with this and name one thing ${name} did well.`;
  const further = segment.kind === "respond" ? " Then what else you might consider." : "";
  const validation = their ? "Your peers begin with what you did well." : thanks + further;
  const prompt = their && OTHERS.includes(segment.speaks) ? `Your peers read: ${segment.prompt}` : segment.prompt;
  return {
    ...opens,
    opens: segment.opens,
    title: segment.validate && !their ? "Lead with validation" : segment.title,
    texts: segment.validate ? [validation, prompt] : [prompt],
    rules: segment.rules,
    stance: presenter ? stance(segment.stance, name, their, segment.speaks) : "",
    mine: their,
    behind: segment.stance === "behind",
  };
}

// Who speaks where what is asked is not asked of the presenter.
const OTHERS = ["peers", "one-by-one", "facilitator", "nobody"];

// What the presenter does: to the presenter, or to the others.
export function stance(kind, name, mine, speaks) {
  const lines = {
    speaks: {
      presenter: mine ? "You speak; the others listen." : `${name} speaks; the others listen.`,
      interview: mine ? "You and the interviewer speak; the others listen." : `${name} and the interviewer speak; the others listen.`,
      all: mine ? "You speak as everyone does." : "",
    }[speaks],
    answers: mine ? "You answer, briefly." : `${name} answers, briefly.`,
    listens: mine ? "You listen; you need not answer." : `${name} listens and need not answer.`,
    behind: mine
      ? "You are behind: you hear everything and are not seen. Your camera may stay on; the others hide your picture."
      : `${name} is behind: hears everything, says nothing. In the call, hide ${name}'s picture and talk as if alone.`,
    decides: mine ? "You decide what is of use to you." : `${name} decides what is of use.`,
  };
  return lines[kind] ?? "";
}

// One sentence for those who hear the room instead of seeing it; empty when nothing worth hearing has happened.
export function caption(before, view, context) {
  const { people, me } = context;
  if (!before) return opening(view, context);
  if (before.state !== view.state && view.state === "after") return "The timed part is over. The room stays open for fifteen minutes, with no clock on anyone.";
  if (before.state !== view.state && view.state === "closed") return "The room is closed.";
  if (before.current?.key !== view.current?.key && view.current) return opening(view, context);
  if (before.speaking?.who !== view.speaking?.who && view.speaking) {
    return view.speaking.who === me ? "You have the floor." : `${people[view.speaking.who]?.called} has the floor.`;
  }
  if (before.number === view.number || !view.last || !(view.last.kind in DONE)) return "";
  const who = view.last.by ? called(view.last.by, people, me) : "The meeting";
  return who === "You" ? "" : `${who} ${DONE[view.last.kind]}.`;
}

function opening(view, context) {
  const lines = heart(view, context);
  const guide = guidance(view, context);
  if (view.state === "waiting") return "You are in the room. The meeting has not started yet.";
  if (!guide) return lines.eyebrow;
  return [`${lines.eyebrow} ${lines.name}, ${minutes(view.current.seconds)}.`, guide.eyebrow, guide.stance].filter(Boolean).join(" ");
}

export function called(person, people, me) {
  return person === me ? "You" : (people[person]?.called ?? "Someone");
}

export function lower(title) {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
