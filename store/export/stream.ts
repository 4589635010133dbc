/**
 * The parts of an export as one body. A part is asked for when the reader wants bytes and none are there: one part in
 * memory, and no more questions once the reader has gone away. A body that cannot be completed breaks off; the format
 * needs no last line for that, because a chunked body that was cut is not a complete answer (RFC 9112 §8).
 */
import type { Exported } from "./export.ts";
import type { Place } from "./place.ts";

/** May fail: the object restarted, or was not there. */
export type Ask = (from: Place | null) => Promise<Exported>;

type Begun = Exclude<Exported, { kind: "unknown" }>;

/** Null where there is no such account. Throws when the first part cannot be had. `broke` is told why the body broke. */
export async function exportStream(ask: Ask, broke: (reason: string) => void): Promise<ReadableStream | null> {
  const first = await ask(null);
  return first.kind === "unknown" ? null : partsFrom(first, ask, broke);
}

function partsFrom(first: Begun, ask: Ask, broke: (reason: string) => void): ReadableStream<Uint8Array> {
  // The first part came early, to know whether there is an account; it waits here, not in a queue.
  let waiting: Begun | null = first;
  let from: Place | null = null;
  let gone = false;

  async function next(): Promise<Extract<Exported, { kind: "part" }>> {
    const answer = waiting ?? (await ask(from));
    waiting = null;
    if (answer.kind === "part") return answer;
    throw new Error(answer.kind === "broken" ? answer.why : answer.kind);
  }

  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          // A part may hold no line; a pull must bring something or end. The reader may have gone while one was on its way.
          for (;;) {
            const { bytes, next: place } = await next();
            if (gone) return;
            from = place;
            if (bytes.byteLength > 0) controller.enqueue(bytes);
            if (place === null) return controller.close();
            if (bytes.byteLength > 0) return;
          }
        } catch (thrown) {
          // What fails when nobody waits for it is nobody's loss.
          if (!gone) broke(thrown instanceof Error ? thrown.message : String(thrown));
          throw new Error("The export broke off: export the account again.", { cause: thrown });
        }
      },
      cancel: () => {
        gone = true;
      },
    },
    { highWaterMark: 0 },
  );
}
