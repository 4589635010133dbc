/**
 * How long a client waits for a version: until the first byte of the answer. What streams afterwards is not
 * cut, and an upload that still makes progress is not held against the version that must read it first.
 */

/** The answer; `late` when it did not begin in time. Rejects when the worker does. */
export async function within(ms: number, worker: Fetcher, request: Request): Promise<Response | "late"> {
  const upload = isLong(request) ? watched(request) : null;
  const answer = worker.fetch(upload === null ? request : upload.request);
  for (let wait = ms; ;) {
    const first = await Promise.race([answer, scheduler.wait(wait)]);
    if (first !== undefined) return first;
    const idle = upload === null ? ms : Date.now() - upload.progress.at;
    if (idle >= ms) break;
    wait = ms - idle;
  }
  // Nobody waits for it any more; an unread body would hold its worker.
  answer.then((response) => response.body?.cancel(), ignore).catch(ignore);
  return "late";
}

/** Bytes that reach a worker in one go: no need to watch them pass. */
const AT_ONCE = 1_000_000;

function isLong(request: Request): boolean {
  if (request.method === "GET" || request.body === null) return false;
  const length = request.headers.get("Content-Length");
  return length === null || Number(length) > AT_ONCE;
}

interface Upload {
  readonly request: Request;
  /** When bytes last passed. */
  readonly progress: { at: number };
}

function watched(request: Request): Upload {
  const progress = { at: Date.now() };
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      progress.at = Date.now();
      controller.enqueue(chunk);
    },
  });
  const length = request.headers.get("Content-Length");
  const passed = request.body?.pipeThrough(watch);
  // A known length stays known, so that the worker can refuse by it.
  const body = length === null ? passed : passed?.pipeThrough(new FixedLengthStream(Number(length)));
  return { request: new Request(request, body === undefined ? {} : { body }), progress };
}

function ignore(): void {
  // The client has its answer already.
}
