/** URL and version headers, each read on its own: what they assert, or the first fault among them. */
import { latestOf } from "../lifecycle/stage.ts";
import { readVersionHeader } from "./header.ts";
import type { Application, Instant } from "./registry.ts";
import type { Named, Resolution, Signals } from "./signals.ts";

/** One place that says which version it must be. */
export interface Assertion {
  readonly number: number;
  readonly by: "url" | "header" | "latest";
  readonly named: Named;
}

/** URL before headers, headers in the order of the configuration, members in theirs. */
export function readAssertions(
  { url, headers }: Pick<Signals, "url" | "headers">,
  application: Application,
  now: Instant,
): readonly Assertion[] | Resolution {
  const assertions: Assertion[] = [];
  if (url !== null) {
    const named: Named = { source: "url", requested: url.text };
    const number = url.kind === "number" ? url.number : url.kind === "latest" ? latest("url", application, now) : null;
    if (number === null) return { kind: "unknown", named };
    assertions.push({ number, by: url.kind === "latest" ? "latest" : "url", named });
  }
  for (const { value } of headers) {
    const members = readVersionHeader(value, application.latestIn.includes("header"));
    if (members === null) return { kind: "invalid", named: { source: "header", requested: value } };
    for (const member of members) {
      const named: Named = { source: "header", requested: member.text };
      const number = member.kind === "number" ? member.number : latest("header", application, now);
      if (number === null) return { kind: "unknown", named };
      assertions.push({ number, by: member.kind === "latest" ? "latest" : "header", named });
    }
  }
  return assertions;
}

/** The alias is resolved first and compared afterwards; null where it means nothing. */
function latest(place: "url" | "header", application: Application, now: Instant): number | null {
  return application.latestIn.includes(place) ? (latestOf(application, now)?.number ?? null) : null;
}
