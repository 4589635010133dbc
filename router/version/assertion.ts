/** URL and version headers, each read on its own and then collated: they agree, differ, or one is at fault. */
import { latestOf } from "../lifecycle/stage.ts";
import { readVersionHeader } from "./header.ts";
import type { VersionSegment } from "./path.ts";
import type { Application, Instant } from "./registry.ts";
import type { Named, Resolution, Signals } from "./signals.ts";

/** One place that says which version it must be. */
export interface Assertion {
  readonly number: number;
  readonly by: "url" | "header" | "latest";
  readonly named: Named;
}

export type Assertions =
  | { readonly kind: "none" }
  /** All of them name the version that the first one names. */
  | { readonly kind: "agreed"; readonly assertion: Assertion }
  | { readonly kind: "refused"; readonly resolution: Resolution };

/** URL before headers, headers in the order of the configuration, members in theirs; faults before conflicts. */
export function readAssertions(signals: Signals, application: Application, now: Instant): Assertions {
  const { url, headers } = signals;
  let first: Assertion | null = null;
  let other: Assertion | null = null;
  if (url !== null) {
    const named: Named = { source: "url", requested: url.text };
    const number = numberOf(url, application, now);
    if (number === null) return { kind: "refused", resolution: { kind: "unknown", named } };
    first = { number, by: url.kind === "latest" ? "latest" : "url", named };
  }
  for (const { value } of headers) {
    const members = readVersionHeader(value, application.latestIn.includes("header"));
    if (members === null) {
      return { kind: "refused", resolution: { kind: "invalid", named: { source: "header", requested: value } } };
    }
    for (const member of members) {
      const named: Named = { source: "header", requested: member.text };
      const number = member.kind === "latest" ? latestNumber(application, now) : member.number;
      if (number === null) return { kind: "refused", resolution: { kind: "unknown", named } };
      const assertion: Assertion = { number, by: member.kind === "latest" ? "latest" : "header", named };
      first ??= assertion;
      if (number !== first.number) other ??= assertion;
    }
  }
  if (first === null) return { kind: "none" };
  if (other === null) return { kind: "agreed", assertion: first };
  return { kind: "refused", resolution: { kind: "conflict", named: [first.named, other.named] } };
}

/** Null for what looks like a version and is none. */
function numberOf(segment: VersionSegment, application: Application, now: Instant): number | null {
  switch (segment.kind) {
    case "number":
      return segment.number;
    case "latest":
      return application.latestIn.includes("url") ? latestNumber(application, now) : null;
    case "unknown":
      return null;
  }
}

/** The alias is resolved first and compared afterwards; null where there is nothing that it could mean. */
function latestNumber(application: Application, now: Instant): number | null {
  return latestOf(application, now)?.number ?? null;
}
