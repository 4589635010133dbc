/**
 * One call of Cloudflare's API, for what wrangler cannot tell: who refers to a worker, which build has which share
 * of its traffic. Whatever goes wrong comes out as one sentence that says what to do. GETs are tried three
 * times; nothing that changes anything is ever sent twice by itself.
 */
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { Unreachable } from "../command.ts";
import type { Target } from "../deploy-wrangler.ts";
import { timeLimits } from "../time-limits.ts";

/** Where to ask, and until when. */
export interface Access extends Target {
  readonly signal?: AbortSignal;
}

export interface Asking {
  readonly method: "GET" | "DELETE";
  /** Below `/accounts/<id>/workers`, encoded. */
  readonly path: string;
}

/** Milliseconds. */
export interface Patience {
  /** To the end of one answer. */
  readonly answer: number;
  /** Before each further try; their number is that of the tries. */
  readonly again: readonly number[];
  /** The longest `Retry-After` that is waited for: a longer one is the operator's to wait for. */
  readonly longest: number;
}

function patienceOf(env: NodeJS.ProcessEnv): Patience {
  return { answer: timeLimits(env).call, again: [500, 2_000], longest: 10_000 };
}

/** The message is a sentence for the operator. */
export class PlatformFault extends Unreachable {
  readonly kind: "refused" | "missing" | "throttled" | "failed" | "unreachable" | "unreadable";

  constructor(kind: PlatformFault["kind"], message: string) {
    super(message);
    this.name = "PlatformFault";
    this.kind = kind;
  }
}

const Envelope = z.object({
  result: z.unknown(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).nullish(),
});

type Tried = { readonly kind: "answer"; readonly result: unknown } | Failed;
interface Failed {
  readonly kind: "fault";
  readonly fault: PlatformFault;
  /** Milliseconds the platform asked us to wait; null: trying again is of no use. */
  readonly wait: number | null;
}

/** The envelope's `result`. Throws a `PlatformFault`. */
export async function callPlatform(
  target: Access,
  asking: Asking,
  patience: Patience = patienceOf(process.env),
): Promise<unknown> {
  const pauses = asking.method === "GET" ? patience.again : [];
  for (const wait of [...pauses, null]) {
    const tried = await attempt(target, asking, patience);
    if (tried.kind === "answer") return tried.result;
    if (wait === null || tried.wait === null || tried.wait > patience.longest) throw tried.fault;
    await pause(Math.max(wait, tried.wait));
  }
  throw new PlatformFault("failed", `${named(asking)} was not tried.`);
}

async function attempt(target: Access, asking: Asking, patience: Patience): Promise<Tried> {
  const url = `${target.url}/accounts/${target.accountId}/workers/${asking.path}`;
  const late = AbortSignal.timeout(patience.answer);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: asking.method,
      headers: { Authorization: `Bearer ${target.token}` },
      signal: target.signal === undefined ? late : AbortSignal.any([late, target.signal]),
    });
    text = await response.text();
  } catch (error) {
    if (target.signal?.aborted === true) throw new Error("Interrupted.", { cause: error });
    return { kind: "fault", fault: unreachable(target, asking, patience, error), wait: 0 };
  }
  const envelope = Envelope.safeParse(json(text));
  const reason = envelope.data?.errors?.[0];
  if (!response.ok) {
    const told = reason === undefined ? "" : ` It says: ${reason.message} [${reason.code}]`;
    return refusal(response, asking, told);
  }
  if (envelope.success) return { kind: "answer", result: envelope.data.result };
  const fault = new PlatformFault(
    "unreadable",
    `${named(asking)} was answered with something that is not Cloudflare's: check CLOUDFLARE_API_BASE_URL and any proxy on the way.`,
  );
  return { kind: "fault", fault, wait: null };
}

function refusal(response: Response, asking: Asking, told: string): Failed {
  const { status } = response;
  const fault = (kind: PlatformFault["kind"], sentence: string, wait: number | null): Failed => ({
    kind: "fault",
    fault: new PlatformFault(kind, `${sentence}${told}`),
    wait,
  });
  if (status === 404) return fault("missing", `${named(asking)} found nothing.`, null);
  if (status === 401 || status === 403) {
    const sentence = `${named(asking)} was refused (${status}): check that CLOUDFLARE_API_TOKEN is valid, may edit Workers scripts, and belongs to the account of CLOUDFLARE_ACCOUNT_ID.`;
    return fault("refused", sentence, null);
  }
  if (status === 429) {
    const seconds = Number(response.headers.get("Retry-After") ?? 0);
    const when = seconds > 0 ? `in ${seconds} s` : "in a few minutes";
    const wait = Number.isFinite(seconds) ? seconds * 1_000 : 0;
    return fault(
      "throttled",
      `${named(asking)} was put off (429), there were too many calls: run the same command again ${when}.`,
      wait,
    );
  }
  if (status >= 500) {
    return fault("failed", `${named(asking)} failed on the platform's side (${status}): ${again(asking)}`, 0);
  }
  return fault("refused", `${named(asking)} was refused (${status}).`, null);
}

function unreachable(target: Access, asking: Asking, patience: Patience, error: unknown): PlatformFault {
  const host = new URL(target.url).host;
  const late = error instanceof Error && error.name === "TimeoutError";
  const what = late
    ? `had no answer within ${patience.answer / 1_000} s`
    : `lost its connection to ${host}, or had none`;
  return new PlatformFault("unreachable", `${named(asking)} ${what}: ${again(asking)}`);
}

/** After a change whose answer we did not get nobody knows: the command looks before it repeats anything. */
function again({ method }: Asking): string {
  return method === "GET"
    ? "nothing was changed by it. Run the same command again."
    : "it may or may not have been done. Run the same command again: it looks first.";
}

function named({ method, path }: Asking): string {
  return `${method} ${path}`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
