// The server's clock, as well as a page can know it. The browser's own clock may be wrong by minutes and is not asked:
// everything is measured on performance.now(), which only ever runs forward.
//
// A sample is {sent, received, now, rate}: two readings of performance.now() around one question, and the answer's
// meeting clock in milliseconds, which moves `rate` milliseconds a millisecond. What was said lies between the two;
// taken as their middle it is wrong by half the round trip at most, so the shortest trip of the last few decides.
// A view that comes unasked is only a lower bound (it was true when it left), so it never sets a clock back.
const KEPT = 8;

export class Clock {
  #samples = [];
  #anchor = null; // {at: performance.now(), now: server ms, rate}

  constructor({ read = () => performance.now() } = {}) {
    this.read = read;
  }

  /** Whether anything is known yet. */
  get known() {
    return this.#anchor !== null;
  }

  /** Milliseconds since the epoch on the meeting clock, or null while nothing is known. */
  now(at = this.read()) {
    return this.#anchor && this.#anchor.now + (at - this.#anchor.at) * this.#anchor.rate;
  }

  /** How many meeting milliseconds pass in a real one. */
  get rate() {
    return this.#anchor?.rate ?? 1;
  }

  /** Half the best round trip, in real milliseconds: how far off `now()` may be. Infinity until a question was answered. */
  get doubt() {
    return this.#samples.length ? Math.min(...this.#samples.map((sample) => this.#trip(sample))) / 2 : Infinity;
  }

  /** Take in the answer to a question. */
  answered({ sent, received, now, rate = 1 }) {
    if (this.#samples.some((sample) => !this.#agrees(sample, now, (sent + received) / 2, rate))) this.#samples = [];
    this.#samples = [...this.#samples, { sent, received, now, rate }].slice(-KEPT);
    const best = this.#samples.reduce((a, b) => (this.#trip(b) <= this.#trip(a) ? b : a));
    this.#anchor = { at: (best.sent + best.received) / 2, now: best.now, rate: best.rate };
  }

  /** Take in an instant that came with a message nobody asked for; whether the clock runs at another rate since. */
  heard(now, at = this.read(), rate = this.rate) {
    const changed = rate !== this.rate;
    if (changed) this.#samples = [];
    if (!this.#anchor || changed || now > this.now(at)) this.#anchor = { at, now: Math.max(now, this.now(at) ?? now), rate };
    return changed;
  }

  /** Forget everything: the connection was lost, the server may be another, the clock may have been moved. */
  forget() {
    this.#samples = [];
  }

  #trip(sample) {
    return sample.received - sample.sent;
  }

  // Two samples that no single clock could have given: it was moved, or its rate was changed. The old ones go.
  #agrees(sample, now, at, rate) {
    const expected = sample.now + (at - (sample.sent + sample.received) / 2) * sample.rate;
    return rate === sample.rate && Math.abs(expected - now) <= (this.#trip(sample) + 400) * Math.max(1, rate);
  }
}

/** The one clock of this page. */
export const clock = new Clock();

/** Call `tick(now)` as long as `element` is in the page: about four times a second, at once when the page is shown again. */
export function everyMoment(element, tick, { of = clock, every = 250 } = {}) {
  const step = () => {
    if (!element.isConnected) return stop();
    const now = of.now();
    if (now !== null) tick(now);
  };
  const timer = setInterval(step, every);
  const stop = () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", step);
  };
  document.addEventListener("visibilitychange", step);
  step();
  return stop;
}
