/**
 * Which version does this request ask for? URL and header assert one, Accept prefers among several. Readers
 * collate signals, they never outrank one another in silence. Total: every input has an answer, nothing
 * throws. The steps stand in the order of the design, and that order is part of the promise.
 */
import { isRetired } from "../lifecycle/stage.ts";
import { readAccept, type AcceptReading, type NamedRange } from "./accept.ts";
import { readAssertions, type Assertion } from "./assertion.ts";
import { choose, fallBack } from "./choose.ts";
import { longerThan, MAX_VERSION_HEADER } from "./header.ts";
import { findVersion, type Application, type Instant, type Version } from "./registry.ts";
import type { Named, Resolution, Signals } from "./signals.ts";

export type { Form, Named, Resolution, Resolved, Signals, Source } from "./signals.ts";

/** In bytes; browsers send about 200. */
const MAX_ACCEPT = 4_096;

export function resolve(signals: Signals, application: Application, now: Instant): Resolution {
  const { headers, accept, pin } = signals;
  // Before any reading, even where the URL asserts: no header may decide how much work a request makes.
  for (const { value } of headers) {
    if (longerThan(value, MAX_VERSION_HEADER)) {
      return { kind: "invalid", named: { source: "header", requested: value.slice(0, MAX_VERSION_HEADER) } };
    }
  }
  if (accept !== null && longerThan(accept, MAX_ACCEPT)) return { kind: "header-too-large", limit: MAX_ACCEPT };

  const preference = isIndifferent(accept) ? null : accept;
  const asserted = readAssertions(signals, application, now);
  switch (asserted.kind) {
    case "refused":
      return asserted.resolution;
    case "agreed":
      return granted(asserted.assertion, preference, application, now);
    case "none":
      return preference === null ? fallBack(application, pin, now) : preferred(preference, application, pin, now);
  }
}

/** No version named, weight 1: what most clients send needs no reading. */
function isIndifferent(accept: string | null): boolean {
  return accept === null || accept === "*/*" || accept === "application/json";
}

/** Unknown, then retired, and only then what Accept has to say: the way forward comes before the quarrel. */
function granted(assertion: Assertion, accept: string | null, application: Application, now: Instant): Resolution {
  const { number, by, named } = assertion;
  const version = findVersion(application, number);
  if (version === undefined) return { kind: "unknown", named };
  if (accept !== null && !isRetired(version, now)) {
    const reading = readAccept(accept, application);
    if (reading.kind === "contradiction") return contradiction(reading.words);
    const objection = reading.kind === "ranges" ? excluding(reading, version) : null;
    if (objection !== null) {
      return { kind: "conflict", named: [named, { source: "accept", requested: objection.requested }] };
    }
  }
  return { kind: "resolved", version, by, requested: named.requested, form: null };
}

/**
 * The range by which Accept excludes an asserted version, or null. An Accept that names no version has no
 * opinion; a generic range admits every version, a preview too, since it was asserted.
 */
function excluding(ranges: Extract<AcceptReading, { kind: "ranges" }>, version: Version): NamedRange | null {
  const own = ranges.named.find((range) => range.version === version);
  if (own !== undefined) return own.weight === 0 ? own : null;
  const admitted = ranges.generic !== null && ranges.generic.weight > 0;
  return admitted ? null : (ranges.named[0] ?? null);
}

function preferred(accept: string, application: Application, pin: number | null, now: Instant): Resolution {
  const reading = readAccept(accept, application);
  switch (reading.kind) {
    case "absent":
      return fallBack(application, pin, now);
    case "contradiction":
      return contradiction(reading.words);
    case "ranges":
      return choose(reading, accept, application, pin, now);
  }
}

function contradiction([one, other]: readonly [string, string]): Resolution {
  const named = (requested: string): Named => ({ source: "accept", requested });
  return { kind: "conflict", named: [named(one), named(other)] };
}
