/**
 * Neither URL nor header asserts a version: Accept chooses among the live ones by weight, and where it does
 * not care the account's pin or the application's default answers. Never another version in silence: a
 * retired one that was asked for comes back as itself, for the gate to refuse.
 */
import { isRetired, latestOf, oldestOf, stageOf, type Stage } from "../lifecycle/stage.ts";
import type { AcceptReading, NamedRange } from "./accept.ts";
import { findVersion, type Application, type Instant, type Version } from "./registry.ts";
import type { Resolution } from "./signals.ts";

type Ranges = Extract<AcceptReading, { kind: "ranges" }>;

/** A range that names a version of the table. */
type Naming = NamedRange & { readonly version: Version };

/** No signal, or none that prefers anything. A pin that has been retired is not replaced by the default. */
export function fallBack(application: Application, pin: number | null, now: Instant): Resolution {
  const pinned = pinnedOf(application, pin);
  const version = pinned ?? defaultOf(application, now);
  if (version === null) return { kind: "unspecified" };
  return { kind: "resolved", version, by: pinned === null ? "default" : "pin", requested: null, form: null };
}

/** @param accept the field as the client wrote it, for a refusal to quote */
export function choose(
  ranges: Ranges,
  accept: string,
  application: Application,
  pin: number | null,
  now: Instant,
): Resolution {
  const { named } = ranges;
  const generic = ranges.generic !== null && ranges.generic.weight > 0 ? ranges.generic : null;
  // Foreign types beside the generic ranges change nothing: a browser gets what `*/*` gets.
  if (named.length === 0 && generic !== null) return fallBack(application, pin, now);

  const live = heaviest(named, false, now);
  const retired = heaviest(named, true, now);
  // A retired version of no lower weight stands in the way: libraries append `*/*` to what they were told to
  // ask for, and that must not make a retired version silently become another.
  if (generic !== null && generic.weight > (live?.weight ?? 0) && generic.weight > (retired?.weight ?? 0)) {
    const any = anyUnnamed(application, named, pin, now);
    if (any !== null) {
      const form = any.by === "accept" ? generic.form : null;
      return { kind: "resolved", version: any.version, by: any.by, requested: null, form };
    }
  }
  const chosen = live ?? retired;
  if (chosen !== null) {
    const { version, requested, form } = chosen;
    return { kind: "resolved", version, by: "accept", requested, form };
  }
  if (generic !== null && fallBack(application, pin, now).kind === "unspecified") return { kind: "unspecified" };
  return { kind: "not-acceptable", named: { source: "accept", requested: accept } };
}

/** Null also for a version that is not even a tombstone any more: such a pin is ignored. */
function pinnedOf(application: Application, pin: number | null): Version | null {
  return pin === null ? null : (findVersion(application, pin) ?? null);
}

function defaultOf(application: Application, now: Instant): Version | null {
  switch (application.default) {
    case null:
      return null;
    case "latest":
      return latestOf(application, now);
    case "oldest":
      return oldestOf(application, now);
    default:
      return findVersion(application, application.default) ?? null;
  }
}

/** Of the versions of the table that are wanted at all. Ties: released before preview, then the newest. */
function heaviest(ranges: readonly NamedRange[], retired: boolean, now: Instant): Naming | null {
  let best: Naming | null = null;
  for (const range of ranges) {
    if (!isNaming(range) || range.weight === 0 || isRetired(range.version, now) !== retired) continue;
    if (best === null || precedes(range, best)) best = range;
  }
  return best;
}

function isNaming(range: NamedRange): range is Naming {
  return range.version !== null;
}

function precedes(one: Naming, other: Naming): boolean {
  if (one.weight !== other.weight) return one.weight > other.weight;
  if (one.version.preview !== other.version.preview) return other.version.preview;
  return one.version.number > other.version.number;
}

/**
 * What a generic range leads to: the pin, the default, the newest current, the newest deprecated version,
 * whichever of them is live and not weighed by name. Only where there is a pin or default at all: without
 * one the operator wants versions to be named.
 */
function anyUnnamed(
  application: Application,
  named: readonly NamedRange[],
  pin: number | null,
  now: Instant,
): { readonly version: Version; readonly by: "pin" | "default" | "accept" } | null {
  const pinned = pinnedOf(application, pin);
  const fallback = defaultOf(application, now);
  if (pinned === null && fallback === null) return null;
  const unnamed = (version: Version) => named.every((range) => range.version !== version);
  const open = (version: Version) => unnamed(version) && !isRetired(version, now);
  if (pinned !== null && open(pinned)) return { version: pinned, by: "pin" };
  if (fallback !== null && open(fallback)) return { version: fallback, by: "default" };
  const newest = (stage: Stage) => application.versions.find((it) => unnamed(it) && stageOf(it, now) === stage);
  const version = newest("current") ?? newest("deprecated");
  return version === undefined ? null : { version, by: "accept" };
}
