/**
 * How long others are waited for. Each limit is long, because it only has to end what would never end by itself; whoever
 * has a slower line than we thought of sets the variable. Pure.
 */
import { Misuse } from "./command.ts";

/** Milliseconds. */
export interface TimeLimits {
  /**
   * One run of wrangler from its start to its end. The largest worker that Cloudflare takes, 64 MB unpacked, is there in
   * nine minutes at 1 Mbit/s. Left alone wrangler gives a silent platform up after five minutes, and then tries again.
   */
  readonly wrangler: number;
  /** To the end of one answer of Cloudflare's API, whose own calls take up to several seconds. */
  readonly call: number;
}

export const WRANGLER_SECONDS = "MILEPOST_WRANGLER_SECONDS";
export const CALL_SECONDS = "MILEPOST_CALL_SECONDS";

/** Seconds. */
const DEFAULTS = { [WRANGLER_SECONDS]: 600, [CALL_SECONDS]: 30 } as const;
/** Seconds. Timers take no more than 24 days; nobody waits for a day. */
const LONGEST = 86_400;

/** Throws a `Misuse` for what is set to something else than seconds. */
export function timeLimits(env: Readonly<Record<string, string | undefined>>): TimeLimits {
  return { wrangler: milliseconds(env, WRANGLER_SECONDS), call: milliseconds(env, CALL_SECONDS) };
}

function milliseconds(env: Readonly<Record<string, string | undefined>>, name: keyof typeof DEFAULTS): number {
  const text = env[name];
  if (text === undefined || text === "") return DEFAULTS[name] * 1_000;
  const seconds = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= LONGEST) return Math.round(seconds * 1_000);
  throw new Misuse(`${name} is '${text}', which is no number of seconds up to ${LONGEST}, such as ${DEFAULTS[name]}.`);
}
