/**
 * How long a client waits for a version: until the first byte of the answer. What streams afterwards is not
 * cut, and an upload that still makes progress is not held against the version that must read it first.
 */

/** The answer; `late` when it did not begin in time. Rejects when the worker does. */
export async function within(
  ms: number,
  ask: (body: ReadableStream<Uint8Array> | null) => Promise<Response>,
  body: ReadableStream<Uint8Array> | null,
  length: number | null,
): Promise<Response | "late"> {
  const progress = body !== null && (length === null || length > AT_ONCE) ? { at: Date.now() } : null;
  const answer = ask(body === null || progress === null ? body : watched(body, progress, length));
  for (let wait = ms; ;) {
    let timer: number | null = null;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(resolve, wait, "late");
    });
    try {
      const first = await Promise.race([answer, late]);
      if (first !== "late") return first;
    } finally {
      clearTimeout(timer);
    }
    const idle = progress === null ? ms : Date.now() - progress.at;
    if (idle >= ms) break;
    wait = ms - idle;
  }
  // Nobody waits for it any more; an unread body would hold its worker.
  answer.then((response) => response.body?.cancel(), ignore).catch(ignore);
  return "late";
}

/** Bytes that reach a worker in one go: no need to watch them pass. */
const AT_ONCE = 1_000_000;

function watched(body: ReadableStream<Uint8Array>, progress: { at: number }, length: number | null) {
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      progress.at = Date.now();
      controller.enqueue(chunk);
    },
  });
  const passed = body.pipeThrough(watch);
  // A known length stays known, so that the worker can refuse by it.
  return length === null ? passed : passed.pipeThrough(new FixedLengthStream(length));
}

function ignore(): void {
  // The client has its answer already.
}
