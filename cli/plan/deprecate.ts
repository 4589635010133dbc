/** `version deprecate`: which dates go into the table, and whether clients get the notice they were promised. Pure. */
import { isoDate, parseInstant } from "../../router/lifecycle/instant.ts";
import { latestOf, stageOf } from "../../router/lifecycle/stage.ts";
import type { VersionName } from "../../router/config/names.ts";
import { versionLabel } from "../table/named.ts";
import type { Table } from "../table/read.ts";
import type { Edit, Value } from "../table/edit.ts";
import { type Described, described, elsewhereNotes, tableOf, toldOf } from "./described.ts";
import type { Plan } from "./plan.ts";

export interface Deprecation {
  readonly name: VersionName;
  /** As typed. */
  readonly sunset: string;
  readonly deprecated: string | null;
  readonly guide: string | null;
  readonly successor: number | null;
}

/** The router's name and configuration, which every change of the table ends with. */
export interface RouterWorker {
  readonly worker: string;
  readonly config: string;
}

export type TableStep =
  | { readonly kind: "edit"; readonly edits: readonly Edit[] }
  | ({ readonly kind: "deploy"; readonly why: null } & RouterWorker);

const DAY = 86_400_000;

export function planDeprecate(table: Table, asked: Deprecation, router: RouterWorker, now: number): Plan<TableStep> {
  const found = described(table, asked.name);
  const faults = [...dateFaults(asked), ...found.faults];
  if (faults.length > 0) return { kind: "refused", refusals: faults };
  const refusals = toldOf(found.places, (place) => refusalsIn(place, asked, now));
  const edits = found.places.map((place): Edit => ({
    kind: "set",
    environment: place.environment,
    table: tableOf(asked.name),
    values: valuesIn(place, asked, now),
  }));
  const checked = found.check(edits, now);
  const all = refusals.length > 0 ? refusals : checked.faults;
  if (all.length > 0) return { kind: "refused", refusals: all };
  const steps: readonly TableStep[] = [
    { kind: "edit", edits },
    { kind: "deploy", why: null, ...router },
  ];
  const told = toldOf(found.places, (place) => warningsIn(place, asked, now));
  const warnings = [...told, ...checked.warnings, ...elsewhereNotes(found.places)];
  return { kind: "steps", steps, warnings };
}

function dateFaults({ sunset, deprecated }: Deprecation): string[] {
  const dates = [
    ["--sunset", sunset] as const,
    ...(deprecated === null ? [] : [["--deprecated", deprecated] as const]),
  ];
  return dates.flatMap(([option, text]) =>
    parseInstant(text) === null
      ? [`${option} '${text}' is no date: write one such as 2027-03-01 or 2027-03-01T12:00:00Z.`]
      : [],
  );
}

function refusalsIn({ application, version }: Described, asked: Deprecation, now: number): string[] {
  const label = versionLabel(asked.name);
  const stage = stageOf(version, now);
  if (stage === "retired") return [`${label} is retired already.`];
  if (stage === "preview") {
    return [`${label} is a preview, which promises nothing: retire it without a notice, or take 'preview' out first.`];
  }
  const sunset = parseInstant(asked.sunset) ?? now;
  const deprecated = parseInstant(deprecatedIn({ application, version }, asked, now)) ?? now;
  if (sunset < deprecated) {
    return [
      `The sunset, ${isoDate(sunset)}, is earlier than the deprecation, ${isoDate(deprecated)}: clients must be warned first.`,
    ];
  }
  // A date that was announced may stay or be put off: the notice was given when it was announced.
  if (version.sunset !== null && version.deprecated !== null && sunset >= version.sunset) return [];
  const days = application.minimumNoticeDays;
  const earliest = Math.max(deprecated, now) + days * DAY;
  if (sunset >= earliest) return [];
  const given = Math.max(0, Math.floor((sunset - Math.max(deprecated, now)) / DAY));
  return [
    `${given} days of notice are fewer than the ${days} that minimum_notice_days promises: ${dayAfter(earliest)} is the earliest sunset.`,
  ];
}

function warningsIn({ application, version }: Described, asked: Deprecation, now: number): string[] {
  const label = versionLabel(asked.name);
  const warnings: string[] = [];
  const sunset = parseInstant(asked.sunset);
  if (version.sunset !== null && sunset !== null && sunset < version.sunset) {
    warnings.push(`${label} was promised to be served until ${isoDate(version.sunset)}: this is earlier.`);
  }
  if (application.default === version.number) {
    warnings.push(
      `${label} is the default: requests that name no version go on getting it. Change 'default' before it is retired.`,
    );
  }
  if (successorIn({ application, version }, asked, now) === null) {
    warnings.push(`${label} has no successor: clients are not told where to go. Name one with --successor N.`);
  }
  if (asked.guide === null && version.guide === null) {
    warnings.push(`${label} has no guide: clients are not told how to change. Name one with --guide URL.`);
  }
  return warnings;
}

/** What is not asked for stays; a successor is found, if there is one. */
function valuesIn(place: Described, asked: Deprecation, now: number): Record<string, Value> {
  const successor = successorIn(place, asked, now);
  return {
    deprecated: deprecatedIn(place, asked, now),
    sunset: asked.sunset,
    ...(successor === null ? {} : { successor }),
    ...(asked.guide === null ? {} : { guide: asked.guide }),
  };
}

/** As it is to stand in the table: today, unless something is there or asked for. */
function deprecatedIn(
  { version }: Pick<Described, "application" | "version">,
  asked: Deprecation,
  now: number,
): string {
  if (asked.deprecated !== null) return asked.deprecated;
  return isoDate(version.deprecated ?? Math.floor(now / DAY) * DAY);
}

function successorIn(
  place: Pick<Described, "application" | "version">,
  asked: Deprecation,
  now: number,
): number | null {
  const { application, version } = place;
  if (asked.successor !== null) return asked.successor;
  if (version.successor !== null) return version.successor;
  const latest = latestOf(application, now);
  return latest !== null && latest.number > version.number ? latest.number : null;
}

/** The first midnight that is not before the instant. */
function dayAfter(instant: number): string {
  return isoDate(Math.ceil(instant / DAY) * DAY);
}
