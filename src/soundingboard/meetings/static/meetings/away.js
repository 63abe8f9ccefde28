// Sitting out, and may-know: the server holds it in memory alone, and so does this tab, which says it again when it comes
// back. For everyone else it is a lost connection, and nothing of it stays.
export class Away {
  #key;
  #held = null; // where storage is forbidden

  constructor(meeting) {
    this.#key = `soundingboard.away.${meeting}`;
  }

  // {turn: the presenter whose turn is sat out, why: which of the two buttons}, or null
  get memory() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key));
    } catch {
      return this.#held;
    }
  }

  set memory(value) {
    this.#held = value;
    try {
      if (value) sessionStorage.setItem(this.#key, JSON.stringify(value));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // kept for this page only
    }
  }
}
