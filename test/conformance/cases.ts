/**
 * Cases in data form: a version table, requests to it, and what must come of each. Any file of this form
 * can be run; what it leaves out or says wrong is told with its place, so that a typo never passes a case.
 */
import { readFileSync } from "node:fs";
import * as z from "zod";

/** A stage, and for a version past its best the one that follows it: `retired→2`. */
const stage = z.string().regex(/^(?:preview|current|(?:deprecated|retired)(?:→\d{1,4})?)$/);

const place = z.enum(["url", "header"]);

/** Where the alias `latest` is understood, and the name of Accept's parameter; the nearest to a version wins. */
const spelling = { parameter: z.string().optional(), latest: z.union([place, z.array(place)]).optional() };

const application = z.strictObject({
  vendor: z.string().nullish(),
  default: z.union([z.number().int(), z.literal("latest"), z.literal("oldest")]).nullish(),
  versions: z.record(z.string().regex(/^\d{1,4}$/), stage),
  ...spelling,
});

const registry = z.object({
  /** The instant to evaluate at; dates in the table stand around it. */
  now: z.iso.datetime(),
  base: z.string(),
  headers: z.array(z.string()),
  apps: z.record(z.string(), application),
  ...spelling,
});

const caseShape = z.object({
  id: z.string(),
  section: z.string().default(""),
  request: z.strictObject({
    method: z.string().default("GET"),
    url: z.string().startsWith("/"),
    /** A list: that many lines of the same field. */
    headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
    pin: z.number().int().nullish(),
  }),
  expect: z.union([
    z.strictObject({
      status: z.literal(200),
      version: z.number().int(),
      by: z.enum(["url", "header", "accept", "latest", "pin", "default"]),
    }),
    /** `discovery` and `preflight` are the router's own answers, anything else the last part of a problem type. */
    z.strictObject({ status: z.number().int(), type: z.string() }),
  ]),
  note: z.string().default(""),
  why: z.string().default(""),
});

const file = z.object({ registry, cases: z.array(caseShape), ...spelling });

export type Case = z.infer<typeof caseShape>;
export type Expected = Case["expect"];
export type CaseRegistry = z.infer<typeof registry>;

export interface Cases {
  readonly registry: CaseRegistry;
  readonly cases: readonly Case[];
}

/** @throws Error that names the file and every place in it that cannot be read */
export function readCases(path: string): Cases {
  const parsed = file.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is not a file of cases.\n${z.prettifyError(parsed.error)}`);
  const { registry, cases, parameter, latest } = parsed.data;
  const repeated = cases.find(({ id }, index) => cases.findIndex((other) => other.id === id) !== index);
  if (repeated !== undefined) throw new Error(`${path} has two cases ${repeated.id}.`);
  return {
    cases,
    registry: {
      ...registry,
      ...(registry.parameter === undefined && parameter !== undefined ? { parameter } : {}),
      ...(registry.latest === undefined && latest !== undefined ? { latest } : {}),
    },
  };
}
