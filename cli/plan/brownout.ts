/** `version brownout`: a window during which a deprecated version answers nobody, announced ahead. Pure. */
import { isoDate, parseInstant, parseWindow } from "../../router/lifecycle/instant.ts";
import type { VersionName } from "../../router/config/names.ts";
import { stageOf } from "../../router/lifecycle/stage.ts";
import type { Window } from "../../router/version/registry.ts";
import { versionLabel } from "../table/named.ts";
import type { Edit } from "../table/edit.ts";
import type { Table } from "../table/read.ts";
import type { RouterWorker, TableStep } from "./deprecate.ts";
import { type Described, described, elsewhereNotes, tableOf, toldOf } from "./described.ts";
import type { Plan } from "./plan.ts";

export interface Brownout {
  readonly name: VersionName;
  /** An instant, as typed. */
  readonly at: string;
  /** `1h`, `90m`, `2d`, or an ISO 8601 duration such as `PT1H30M`. */
  readonly length: string;
}

export function planBrownout(table: Table, asked: Brownout, router: RouterWorker, now: number): Plan<TableStep> {
  const found = described(table, asked.name);
  const window = windowOf(asked);
  const faults = [...found.faults, ...(typeof window === "string" ? [window] : [])];
  if (faults.length > 0 || typeof window === "string") return { kind: "refused", refusals: faults };
  const refusals = toldOf(found.places, (place) => refusalsIn(place, window, asked, now));
  if (refusals.length > 0) return { kind: "refused", refusals };
  const edits = found.places
    .filter(({ version }) => !version.brownouts.some((other) => isSame(other, window)))
    .map((place): Edit => ({
      kind: "set",
      environment: place.environment,
      table: tableOf(asked.name),
      values: { brownouts: [...place.version.brownouts.map(written), written(window)].toSorted() },
    }));
  const checked = found.check(edits, now);
  if (checked.faults.length > 0) return { kind: "refused", refusals: checked.faults };
  const steps: readonly TableStep[] = [
    { kind: "edit", edits },
    { kind: "deploy", why: null, ...router },
  ];
  const told = toldOf(found.places, (place) => warningsIn(place, window));
  const warnings = [...told, ...checked.warnings, ...elsewhereNotes(found.places)];
  return { kind: "steps", steps, warnings };
}

/** A sentence when it is none. */
function windowOf({ at, length }: Brownout): Window | string {
  if (parseInstant(at) === null) return `--at '${at}' is no instant: write one such as 2027-02-01T12:00:00Z.`;
  return (
    parseWindow(`${at}/${isoDuration(length)}`) ??
    `--for '${length}' is no length of time: write 1h, 90m, 2d or PT1H30M.`
  );
}

function isoDuration(text: string): string {
  const short = /^(\d{1,4})([dhm])$/.exec(text);
  if (short === null) return text;
  const [, count = "", unit = ""] = short;
  return unit === "d" ? `P${count}D` : `PT${count}${unit.toUpperCase()}`;
}

function refusalsIn({ version }: Described, window: Window, asked: Brownout, now: number): string[] {
  const label = versionLabel(asked.name);
  if (stageOf(version, now) === "retired") return [`${label} is retired: it answers nobody anyway.`];
  if (version.deprecated === null) {
    return [
      `${label} is not deprecated: clients must be warned first. Write: milepost version deprecate ${label} --sunset DATE`,
    ];
  }
  if (window.start < version.deprecated) {
    return [`${label} is deprecated from ${isoDate(version.deprecated)} on: let the brownout begin after that.`];
  }
  if (version.brownouts.some((other) => isSame(other, window))) return [];
  if (window.start <= now)
    return [`${isoDate(window.start)} is over: a brownout is announced ahead, so let it begin later.`];
  const other = version.brownouts.find(({ start, end }) => start < window.end && window.start < end);
  if (other !== undefined) {
    return [
      `${label} has a brownout from ${isoDate(other.start)} to ${isoDate(other.end)} already: choose another time.`,
    ];
  }
  return [];
}

function warningsIn({ version }: Described, window: Window): string[] {
  if (version.sunset === null || window.end <= version.sunset) return [];
  return [`The brownout ends after the sunset, ${isoDate(version.sunset)}.`];
}

function isSame(one: Window, other: Window): boolean {
  return one.start === other.start && one.end === other.end;
}

/** Start and length: what an operator reads at a glance. All are written alike, whatever they were typed as. */
function written({ start, end }: Window): string {
  const minutes = Math.round((end - start) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${new Date(start).toISOString().replace(".000Z", "Z")}/PT${hours > 0 ? `${hours}H` : ""}${rest > 0 ? `${rest}M` : ""}`;
}
