/** The files of a shell: what a version becomes when a newer one takes over its work. Pure. */
import type { Files } from "./changeset.ts";
import type { WorkerFacts } from "./worker-config.ts";

export interface ShellOf {
  /** The version that becomes a shell. */
  readonly worker: WorkerFacts;
  /** Its successor, as it is called at the top level and in each environment. */
  readonly next: Pick<WorkerFacts, "name" | "environments">;
  /** Its entrypoints that other workers are bound to. */
  readonly entrypoints: readonly string[];
  /** What `API-Release` says, where there is no API document to say it. */
  readonly release: string;
  /** Whether the version has an `openapi.json`. */
  readonly documented: boolean;
}

/** By path in the worker's folder. `templates`: those of `cli/templates/shell`. */
export function shellFiles(templates: Files, of: ShellOf): Files {
  const files = new Map<string, string>();
  for (const [path, text] of templates) {
    if (path !== "openapi.json") files.set(path, moved(text));
  }
  const internal = files.get("internal.ts") ?? "";
  files.delete("internal.ts");
  for (const name of of.entrypoints) {
    const text = internal.replaceAll("NEXT_INTERNAL", bindingOf(name)).replaceAll("Internal", name);
    files.set(`${fileOf(name)}.ts`, text);
  }
  const exports = of.entrypoints.map((name) => `export { ${name} } from "./${fileOf(name)}.ts";\n`).join("");
  files.set("index.ts", (files.get("index.ts") ?? "").replace(/^export \{ Internal \}.*\n/m, exports));
  if (!of.documented) files.set("self.ts", undocumented(of.release));
  files.set("wrangler.toml", shellConfig(of));
  return files;
}

/** Templates lie one folder deeper than what they become. */
export function moved(text: string): string {
  return text.replaceAll('"../../../', '"../../');
}

function fileOf(entrypoint: string): string {
  return entrypoint.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

function bindingOf(entrypoint: string): string {
  return `NEXT_${fileOf(entrypoint).replaceAll("-", "_").toUpperCase()}`;
}

function undocumented(release: string): string {
  return `/** What this version says of itself, instead of the next one. */
export const RELEASE: string = "${release}";
/** Its API document. Null: it has none, and what is asked for under its name goes on to the next version. */
export const DOCUMENT: unknown = null;
`;
}

function shellConfig({ worker, next, entrypoints }: ShellOf): string {
  const bound = (service: string, table: string) =>
    [null, ...entrypoints].map((name) => {
      const binding = `[[${table}]]\nbinding = "${name === null ? "NEXT" : bindingOf(name)}"\nservice = "${service}"\n`;
      return name === null ? binding : `${binding}entrypoint = "${name}"\n`;
    });
  const environments = [...worker.environments].flatMap(([environment, name]) => [
    `[env.${environment}]\nname = "${name}"\n`,
    ...bound(next.environments.get(environment) ?? next.name, `env.${environment}.services`),
  ]);
  const head = `# A shell over the version that came after this one: see changes.ts. Reached over the router's binding only.
name = "${worker.name}"
main = "index.ts"
compatibility_date = "${worker.compatibilityDate}"
workers_dev = false
preview_urls = false

[observability]
enabled = true
`;
  return [head, ...bound(next.name, "services"), ...environments].join("\n");
}
