// A socket that comes back. It holds no truth: whoever listens gets the present state first on every connection.
//
//   const socket = new Socket("/live/meetings/abc", {onMessage, onState, clock});
//   socket.send({do: "hand", id: "..."})   false if there is no connection now; nothing is queued, since what one
//                                          meant a minute ago may no longer be what one means
//
// States: "connecting", "open", "lost" (it will try again by itself), "signed-out", "no-seat" (final), "closed" (by us).
const FINAL = { 4401: "signed-out", 4404: "no-seat" };
const FIRST_WAIT = 250;
const LONGEST_WAIT = 8000;
const PING_EVERY = 15_000;
const FIRST_PINGS = [0, 150, 400, 1000]; // a good clock soon
const SILENCE = 10_000; // a ping unanswered that long: the line is dead, though nobody said so

/** Milliseconds to wait before try number `tries` (1, 2, ...): doubling, and never all of a room at the same instant. */
export function wait(tries, random = Math.random()) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1)) * (0.5 + random / 2);
}

export class Socket {
  #address;
  #onMessage;
  #onState;
  #clock;
  #socket = null;
  #tries = 0;
  #timers = new Set();
  #pings = new Map();
  #state = "closed";

  constructor(path, { onMessage, onState = () => {}, clock = null } = {}) {
    this.#address = new URL(path, location.href.replace(/^http/, "ws"));
    this.#onMessage = onMessage;
    this.#onState = onState;
    this.#clock = clock;
    addEventListener("online", () => this.#soon());
    addEventListener("offline", () => this.#state === "open" && this.#lose()); // sooner than an unanswered ping would tell
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#soon());
    this.#connect();
  }

  get state() {
    return this.#state;
  }

  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  close() {
    this.#become("closed");
    this.#drop();
  }

  #connect() {
    this.#drop();
    this.#become("connecting");
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#become("open");
      this.#clock?.forget();
      for (const after of FIRST_PINGS) this.#after(after, () => this.#ping());
      this.#every(PING_EVERY, () => this.#ping());
    });
    socket.addEventListener("message", (event) => {
      if (socket !== this.#socket) return;
      this.#tries = 0;
      this.#hear(JSON.parse(event.data));
    });
    socket.addEventListener("close", (event) => {
      if (socket !== this.#socket) return;
      if (!(event.code in FINAL)) return this.#lose();
      this.#drop();
      this.#become(FINAL[event.code]);
    });
  }

  #lose() {
    this.#drop();
    this.#become("lost");
    this.#tries += 1;
    this.#after(wait(this.#tries), () => this.#connect());
  }

  #hear(message) {
    if ("pong" in message) {
      const sent = message.pong;
      clearTimeout(this.#pings.get(sent));
      this.#pings.delete(sent);
      this.#clock?.answered({ sent, received: performance.now(), now: message.now, rate: message.rate });
      return;
    }
    if (message.view && this.#clock?.heard(message.view.now, performance.now(), message.rate)) this.#ping();
    this.#onMessage(message);
  }

  #ping() {
    const sent = performance.now();
    if (!this.send({ do: "ping", t: sent })) return;
    this.#pings.set(sent, this.#after(SILENCE, () => this.#lose()));
  }

  // Nobody waits for a back-off when there is reason to think that the line is back.
  #soon() {
    if (this.#state === "lost") this.#connect();
    else if (this.#state === "open") this.#ping();
  }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }

  #drop() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#pings.clear();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #after(milliseconds, act) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  #every(milliseconds, act) {
    this.#after(milliseconds, () => {
      act();
      this.#every(milliseconds, act);
    });
  }
}
