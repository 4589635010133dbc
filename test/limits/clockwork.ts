/** Time for a simulation: what is to happen next happens next. Milliseconds, fractions included. */
interface Event {
  readonly time: number;
  /** Of two at the same instant the one that was planned first. */
  readonly order: number;
  readonly happen: () => void;
}

export class Clockwork {
  now = 0;
  /** A binary heap. */
  readonly #events: Event[] = [];
  #planned = 0;

  after(milliseconds: number, happen: () => void): void {
    const events = this.#events;
    const event = { time: this.now + milliseconds, order: this.#planned++, happen };
    let at = events.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = events[parent];
      if (above === undefined || before(above, event)) break;
      events[at] = above;
      at = parent;
    }
    events[at] = event;
  }

  run(until: number): void {
    for (let first = this.#events[0]; first !== undefined && first.time <= until; first = this.#events[0]) {
      this.#takeFirst();
      this.now = first.time;
      first.happen();
    }
    this.now = until;
  }

  #takeFirst(): void {
    const events = this.#events;
    const last = events.pop();
    if (last === undefined || events.length === 0) return;
    let at = 0;
    for (;;) {
      const left = events[2 * at + 1];
      const right = events[2 * at + 2];
      const child = right !== undefined && left !== undefined && before(right, left) ? right : left;
      if (child === undefined || before(last, child)) break;
      events[at] = child;
      at = child === left ? 2 * at + 1 : 2 * at + 2;
    }
    events[at] = last;
  }
}

function before(one: Event, other: Event): boolean {
  return one.time < other.time || (one.time === other.time && one.order < other.order);
}
