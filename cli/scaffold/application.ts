/** The files of an application's first version: a worker of a few lines, in a style of one's choice. Pure. */
import { Misuse } from "../command.ts";
import type { Files } from "./changeset.ts";
import { moved } from "./shell.ts";

const STYLES = ["plain", "itty"] as const;
export type Style = (typeof STYLES)[number];

/** Throws a `Misuse`. */
export function readStyle(typed: string | undefined): Style {
  const style = STYLES.find((it) => it === (typed ?? "plain"));
  if (style === undefined) throw new Misuse(`There is no style '${String(typed)}': write ${STYLES.join(" or ")}.`);
  return style;
}

export interface FirstVersion {
  /** What the worker calls itself to its clients. */
  readonly application: string;
  /** The worker's name. */
  readonly name: string;
  /** What it is called in each environment that the table has. */
  readonly environments: ReadonlyMap<string, string>;
  /** What `API-Release` says at first; absent: the template's, of a version 0. */
  readonly release?: string;
  readonly style: Style;
  readonly compatibilityDate: string;
}

/** By path in the worker's folder. `templates`: those of `cli/templates/application`. */
export function firstVersionFiles(templates: Files, first: FirstVersion): Files {
  const index = templates.get(`${first.style}.ts`) ?? "";
  const release = templates.get("release.ts") ?? "";
  return new Map([
    ["index.ts", moved(index).replaceAll("NAME", first.application)],
    ["release.ts", first.release === undefined ? release : release.replace("0.1.0", first.release)],
    ["wrangler.toml", configOf(first)],
  ]);
}

function configOf({ application, name, environments, compatibilityDate }: FirstVersion): string {
  const blocks = [...environments].map(([environment, called]) => `\n[env.${environment}]\nname = "${called}"\n`);
  return `# ${application}. Reached over the router's binding only.
name = "${name}"
main = "index.ts"
compatibility_date = "${compatibilityDate}"
workers_dev = false
preview_urls = false

[observability]
enabled = true
${blocks.join("")}`;
}
