/**
 * Instants that never repeat and never go back within one object, whatever the machine's clock does:
 * lists are sorted by them, so two writes must not share one, and a later write must not sort below an earlier one.
 */
import type { Micros } from "../contracts/records.ts";
import type { Database } from "./database.ts";

export interface Clock {
  /** A new instant. Durable once `save` has run in the same transaction. */
  tick(): Micros;
  save(db: Database): void;
}

/** Pure: `now` where that moves on, else one microsecond after `last`. */
export function following(last: Micros, now: Micros): Micros {
  return Math.max(last + 1, now);
}

/** In memory the clock runs on after a roll-back: instants are plentiful, and a used one must not come again. */
export function clock(db: Database, now: () => Micros): Clock {
  let last = db.first<{ last: Micros }>("SELECT last FROM clock WHERE one = 1")?.last ?? 0;
  return {
    tick: () => {
      last = following(last, now());
      return last;
    },
    save: (into) => into.run("UPDATE clock SET last = ? WHERE one = 1", last),
  };
}
