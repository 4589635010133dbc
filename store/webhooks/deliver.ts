/**
 * The task of a delivery: try, write down how it went, and come back until it went well, was given up or has nobody left
 * to go to. A try whose outcome was lost, because the object died between the answer and its transaction, is made again
 * under the same id: that is all that "at least once" can still mean here.
 */
import type { Micros } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { DONE, type Next, type Outside, type Task, type Working } from "../work/task.ts";
import { anywhere } from "./allowed.ts";
import { nextTry } from "./backoff.ts";
import { type Outcome, call, succeeded } from "./call.ts";
import { type Pending, finishDelivery, pending, postponeDelivery, recordAttempt } from "./deliveries.ts";
import { LEASE_MS, PATIENCE_MS } from "./numbers.ts";
import { Rests } from "./rest.ts";

interface Delivering {
  readonly delivery: number;
}

/** An isolate serves several objects; each is known by its database. */
const restsOf = new WeakMap<Reader, Rests>();

export const delivering: Outside = {
  place: "outside",
  lease: LEASE_MS,
  act,
  abandon: ({ db }, task) => finishDelivery(db, dataOf(task).delivery, "failed", micros(Date.now())),
};

async function act(db: Reader, task: Task): Promise<(working: Working) => Next> {
  const delivery = pending(db, dataOf(task).delivery);
  if (delivery === null) return () => DONE;
  const rests = restsOf.get(db) ?? new Rests();
  restsOf.set(db, rests);
  const { id, subscriber, to } = delivery;
  if (to === null) {
    rests.forget(subscriber);
    return (working) => finished(working, id, "cancelled");
  }
  const began = Date.now();
  const rest = rests.until(subscriber);
  if (rest > micros(began)) return (working) => later(working, id, spread(rest, micros(began)));
  rests.begins(subscriber, micros(PATIENCE_MS), micros(began));
  const outcome = await call(delivery, to, anywhere(), began);
  rests.tried(subscriber, succeeded(outcome), micros(Date.now()));
  return (working) => settle(working, delivery, outcome, micros(began));
}

function settle(working: Working, { id, attempts }: Pending, outcome: Outcome, beganOn: Micros): Next {
  recordAttempt(working.db, id, { beganOn, ...outcome });
  if (succeeded(outcome)) return finished(working, id, "delivered");
  const due = nextTry(attempts + 1, micros(Date.now()), Math.random());
  return due === null ? finished(working, id, "failed") : later(working, id, due);
}

function finished({ db }: Working, id: number, state: "delivered" | "failed" | "cancelled"): Next {
  finishDelivery(db, id, state, micros(Date.now()));
  return DONE;
}

function later({ db }: Working, id: number, due: Micros): Next {
  postponeDelivery(db, id, due);
  return { next: "at", due, data: { delivery: id } satisfies Delivering };
}

/** Those that wait for one subscriber must not all come back in the instant that its rest ends. */
function spread(rest: Micros, now: Micros): Micros {
  return rest + Math.round(Math.random() * (rest - now));
}

function micros(millis: number): Micros {
  return millis * 1000;
}

/** Only this kind's tasks come here, and `deliveries.ts` says what is in them. */
function dataOf({ data }: Task): Delivering {
  return data as Delivering;
}
