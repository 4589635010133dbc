/** The queue of an account's object, on its storage, its clock and its log. */
import type { Writer } from "../write/transaction.ts";
import { KINDS } from "./kinds.ts";
import { Work } from "./work.ts";

export function workOf(ctx: DurableObjectState, writer: Writer): Work {
  return new Work({
    writer,
    kinds: KINDS,
    setAlarm: (at) => void ctx.storage.setAlarm(at),
    now: () => Date.now(),
    hold: (action) => ctx.waitUntil(action),
    report: ({ error, ...fault }) =>
      console.error(JSON.stringify({ event: "task-failed", account: ctx.id.name, ...fault, reason: String(error) })),
  });
}
