/**
 * The ways to say one version, and what comes of each by the version's stage: design/versions.md, sections 1 and 2, as
 * data. Whoever changes the rules changes this; it knows nothing of how the router decides.
 */
import type { Expected } from "../cases.ts";
import type { OwnApplication, Stage } from "./table.ts";

export type Source = "url" | "header" | "accept";

/** What is asked: below an application's root, with fields. */
export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Way {
  /** Completes "v2, said …". */
  readonly name: string;
  readonly source: Source;
  readonly says: (number: number) => Asked;
}

/** Below the version, or below the application where no version is in the path: nothing that a version has. */
export const PATH = "/conformance";

/** Of a version that the table does not know, and of what is no number of a version. */
export const UNKNOWN: Readonly<Record<Source, Expected>> = {
  url: { status: 404, type: "version-unknown" },
  header: { status: 400, type: "version-unknown" },
  accept: { status: 406, type: "not-acceptable" },
};
export const MISSPELT: Readonly<Record<Source, Expected>> = {
  ...UNKNOWN,
  header: { status: 400, type: "version-invalid" },
};
export const RETIRED: Expected = { status: 410, type: "version-retired" };
export const CONFLICT: Expected = { status: 400, type: "version-conflict" };
export const REQUIRED: Expected = { status: 400, type: "version-required" };

/** `stage`: undefined for a version that the table does not know. */
export function outcome(source: Source, number: number, stage: Stage | undefined): Expected {
  if (stage === undefined) return UNKNOWN[source];
  return stage === "retired" ? RETIRED : { status: 200, version: number, by: source };
}

const inPath = (name: string, segment: (number: number) => string): Way => ({
  name,
  source: "url",
  says: (number) => ({ path: `/${segment(number)}${PATH}`, headers: {} }),
});
const inHeader = (field: string, value: (number: number) => string): Way => ({
  name: `with ${field}: ${value(0).replace("0", "N")}`,
  source: "header",
  says: (number) => ({ path: PATH, headers: { [field]: value(number) } }),
});
const inAccept = (type: (number: number | "N") => string): Way => ({
  name: `with Accept: ${type("N")}`,
  source: "accept",
  says: (number) => ({ path: PATH, headers: { Accept: type(number) } }),
});

/** The first of each source is the usual one. */
export function waysOf({ vendor, parameter }: OwnApplication, fields: readonly string[]): readonly Way[] {
  return [
    inPath("as vN in the path", (number) => `v${number}`),
    inPath("as N in the path", (number) => `${number}`),
    inPath("escaped in the path", (number) => `%76${number}`),
    ...fields.flatMap((field) => [
      inHeader(field, (number) => `${number}`),
      inHeader(field, (number) => `v${number}`),
      inHeader(field, (number) => `${number}.0`),
    ]),
    inAccept((number) => `application/json;${parameter}=${number}`),
    inAccept((number) => `application/*;${parameter}="${number}"`),
    ...(vendor === null
      ? []
      : [
          inAccept((number) => `application/vnd.${vendor}-v${number}+json`),
          inAccept((number) => `application/vnd.${vendor}.v${number}+json`),
          inAccept((number) => `application/vnd.${vendor}+json; ${parameter}=${number}`),
        ]),
  ];
}

/** Whatever the number: it is none as it stands. */
export function misspelt({ parameter }: OwnApplication, [field = ""]: readonly string[]): readonly Way[] {
  return [
    inPath("as VN in the path", (number) => `V${number}`),
    inPath("as v0N in the path", (number) => `v0${number}`),
    inPath("as N.0 in the path", (number) => `${number}.0`),
    inPath("as vNx in the path", (number) => `v${number}x`),
    { ...inHeader(field, (number) => `0${number}`), name: `with ${field}: 0N` },
    inHeader(field, (number) => `${number}.1`),
    inAccept((number) => `application/json;${parameter}=${number}.1`),
  ];
}

/** The usual way of each source. Throws an `Error` where the table names no version header. */
export function usual(ways: readonly Way[], source: Source): Way {
  const way = ways.find((it) => it.source === source);
  if (way === undefined) throw new Error(`There is no way to say a version by ${source}.`);
  return way;
}
