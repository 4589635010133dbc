/** What wrangler and Cloudflare trip over in the vars of a configuration, whoever reads them. Pure. */
import { isObject } from "../../http/object.ts";
import { VARIABLE_LIMIT } from "../../local/admission.ts";

export interface VariableFaults {
  /** Sentences. */
  readonly faults: readonly string[];
  /** Paths such as `VERSION_V1.sunset`, of values that another reader need not complain about again. */
  readonly paths: readonly string[];
}

/** Of one block of a configuration: the top level, or one `[env.NAME]`. */
export function variableFaults(block: unknown): VariableFaults {
  const vars = isObject(block) && isObject(block["vars"]) ? block["vars"] : {};
  const dates = Object.entries(vars).flatMap(([name, value]) => datesIn(value, name));
  const large = Object.entries(vars).flatMap(([name, value]) => {
    const bytes = Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value));
    if (bytes <= VARIABLE_LIMIT) return [];
    return [
      `${name} has ${bytes} bytes, and Cloudflare takes ${VARIABLE_LIMIT} a variable: shorten it, or split it up.`,
    ];
  });
  return {
    faults: [
      ...dates.map((path) => `${path} is a TOML date, which wrangler cannot hand to a worker: put it in quotes.`),
      ...large,
    ],
    paths: dates,
  };
}

function datesIn(value: unknown, path: string): readonly string[] {
  if (value instanceof Date) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => datesIn(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => datesIn(item, `${path}.${name}`));
}

/** Without what the router's own parser says of the same values: one value, one sentence. */
export function withoutRepeats(faults: readonly string[], { paths }: VariableFaults): readonly string[] {
  return faults.filter((fault) => !paths.some((path) => fault.startsWith(`${path.replace(/\[\d+\].*$/, "")} is `)));
}
