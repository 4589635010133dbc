/**
 * A version table as the rules speak of it: which versions an application has, and the stage of each. Read from the text of
 * `wrangler.toml` as data, and not by the router's reader, which is held to it.
 */
import { parse } from "@decimalturn/toml-patch";
import * as z from "zod";
import { applicationVar, describedVersion, type VersionName, versionOfBinding } from "../../../router/config/names.ts";
import type { Table } from "../table.ts";

export type Stage = "preview" | "current" | "deprecated" | "retired";

export interface OwnApplication {
  /** As in a URL; the nameless one is "". */
  readonly name: string;
  /** Of its versions: `/api`, `/api/enrollment`. */
  readonly root: string;
  /** Of its media types; null: it has none. */
  readonly vendor: string | null;
  /** Accept's parameter. */
  readonly parameter: string;
  readonly default: number | "latest" | "oldest" | null;
  /** Whether `latest` is one in a URL. */
  readonly latest: boolean;
  /** False: its callers are its own, so nobody has a pin. */
  readonly keys: boolean;
  readonly stages: ReadonlyMap<number, Stage>;
}

export interface OwnTable {
  readonly table: Table;
  /** Version headers. */
  readonly headers: readonly string[];
  readonly applications: readonly OwnApplication[];
}

const Vars = z.record(z.string(), z.unknown());
const Config = z.object({
  services: z.array(z.object({ binding: z.string() })).default([]),
  vars: Vars.default({}),
});
/** With the defaults of the design, section 4. */
const Api = z.object({
  base: z.string().default("/api"),
  version_headers: z.array(z.string()).default(["X-API-Version", "API-Version"]),
});
const Application = z.object({
  vendor: z.string().nullable().default(null),
  version_parameter: z.string().default("version"),
  default: z
    .union([z.number(), z.enum(["latest", "oldest"])])
    .nullable()
    .default(null),
  latest: z.array(z.string()).default(["url"]),
  access: z.string().default("key"),
});
const Version = z.object({
  preview: z.boolean().default(false),
  deprecated: z.string().nullable().default(null),
  sunset: z.string().nullable().default(null),
  enforce_sunset: z.boolean().default(false),
  retired: z.string().nullable().default(null),
});

/** `text`: of a `wrangler.toml`; `now`: milliseconds. */
export function ownTable(text: string, now: number): OwnTable {
  const { services, vars } = Config.parse(parse(text));
  const { base, version_headers: headers } = Api.parse(vars["API"] ?? {});
  const bound = services.map(({ binding }) => binding).filter((binding) => versionOfBinding(binding) !== null);
  const known = new Map<string, VersionName>();
  for (const binding of bound) note(known, binding, versionOfBinding(binding));
  for (const name of Object.keys(vars)) note(known, name.slice("VERSION_".length), describedVersion(name));
  const names = [...new Set([...known.values()].map(({ application }) => application))];
  const applications = names.map((name): OwnApplication => {
    const told = Application.parse(vars[applicationVar(name)] ?? {});
    const own = [...known].filter(([, { application }]) => application === name);
    return {
      name,
      root: `${base}${name === "" ? "" : `/${name}`}`,
      vendor: told.vendor,
      parameter: told.version_parameter,
      default: told.default,
      latest: told.latest.includes("url"),
      keys: told.access === "key",
      stages: new Map(
        own.map(([binding, { number }]) => [
          number,
          bound.includes(binding) ? stageOf(Version.parse(vars[`VERSION_${binding}`] ?? {}), now) : "retired",
        ]),
      ),
    };
  });
  return { table: { applications: names, bound, vars: chosenBy(vars) }, headers, applications };
}

function note(known: Map<string, VersionName>, binding: string, name: VersionName | null): void {
  if (name !== null) known.set(binding, name);
}

/** Of a bound version, for operations that it does not retain. */
function stageOf(told: z.infer<typeof Version>, now: number): Stage {
  const past = (instant: string | null): boolean => instant !== null && Date.parse(instant) <= now;
  if (past(told.retired) || (told.enforce_sunset && past(told.sunset))) return "retired";
  if (told.preview) return "preview";
  return past(told.deprecated) ? "deprecated" : "current";
}

/** How much may be asked is another matter, and so is at which hour: no test should depend on a brownout. */
function chosenBy(vars: z.infer<typeof Vars>): Table["vars"] {
  const told = Object.entries(vars).flatMap(([name, value]) => {
    const read = Vars.safeParse(value);
    if (!read.success || name.startsWith("LIMIT_")) return [];
    const { brownouts: _, ...rest } = read.data;
    return [[name, rest] as const];
  });
  return Object.fromEntries(told);
}
