/**
 * A migration guide in Markdown, from what a version's changes and operations say of themselves. Pure. The words around
 * them are the version's own, in its `guide.md`.
 */

/** What a change says, see `guide` in any file of a version's `changes/`. */
export interface Told {
  readonly change: string;
  readonly affects: string;
  readonly migrate: string;
  readonly why: string;
  readonly severity: Severity;
}

type Severity = "silent" | "loud" | "mechanical";

export interface GuideOperation {
  readonly method: string;
  readonly endpoint: string;
  readonly successor: string | null;
  readonly migration: string;
}

export interface Guided {
  readonly version: number;
  readonly successor: number;
  /** Markdown: a heading, and what holds for every client. */
  readonly preface: string;
  /** By the name of its file, without suffix. */
  readonly changes: ReadonlyMap<string, Told>;
  /** In the order of the guide. `changes` are names. */
  readonly endpoints: readonly { readonly name: string; readonly changes: readonly string[] }[];
  readonly operations: readonly GuideOperation[];
}

/** What can go wrong unseen comes first. */
const SEVERITIES: readonly Severity[] = ["silent", "loud", "mechanical"];

/** A change that concerns this many endpoints is told once, before them. */
const EVERYWHERE = 3;

export function guideText(guided: Guided): string {
  const used = new Map([...guided.changes.keys()].map((name) => [name, endpointsOf(guided, name)]));
  const general = (name: string): boolean => (used.get(name)?.length ?? 0) >= EVERYWHERE;
  const everywhere = bySeverity([...guided.changes.keys()].filter(general), guided);
  return [
    guided.preface.trim(),
    summary(guided, used),
    ["## In several endpoints", ...everywhere.map((name) => section(name, guided, used.get(name) ?? []))].join("\n\n"),
    ...guided.endpoints.map((endpoint) => {
      const own = bySeverity(
        endpoint.changes.filter((name) => !general(name)),
        guided,
      );
      const more = endpoint.changes.filter(general).map(titleOf);
      return [
        `## ${endpoint.name}`,
        operations(endpoint.name, guided),
        ...(more.length === 0 ? [] : [`Described above: ${more.join("; ")}.`]),
        ...own.map((name) => section(name, guided, used.get(name) ?? [])),
      ].join("\n\n");
    }),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

function endpointsOf({ endpoints }: Guided, change: string): readonly string[] {
  return endpoints.filter(({ changes }) => changes.includes(change)).map(({ name }) => name);
}

function bySeverity(names: readonly string[], { changes }: Guided): readonly string[] {
  const rank = (name: string): number => SEVERITIES.indexOf(told(changes, name).severity);
  return names.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function summary(guided: Guided, used: ReadonlyMap<string, readonly string[]>): string {
  const rows = bySeverity([...guided.changes.keys()], guided).map(
    (name) =>
      `| ${told(guided.changes, name).severity} | ${titleOf(name)} | ${(used.get(name) ?? []).join(", ") || "–"} |`,
  );
  return ["## Every change", "", "| severity | change | endpoints |", "|---|---|---|", ...rows].join("\n");
}

function section(name: string, { changes, endpoints }: Guided, used: readonly string[]): string {
  const { change, affects, migrate, why, severity } = told(changes, name);
  const all = used.length === endpoints.length;
  const where = used.length < EVERYWHERE ? "" : ` (${all ? "in every endpoint" : used.join(", ")})`;
  return [
    `### ${titleOf(name)}`,
    "",
    change,
    "",
    `* **Affected**${where}: ${affects}`,
    `* **Migrate**: ${migrate}`,
    `* **Why**: ${why}`,
    `* **Severity**: ${severity}.`,
  ].join("\n");
}

function operations(endpoint: string, { operations: all, version, successor }: Guided): string {
  const rows = all
    .filter((operation) => operation.endpoint === endpoint)
    .map((it) => `| \`${it.method} /${endpoint}\` | ${it.successor ? `\`${it.successor}\`` : "–"} | ${it.migration} |`);
  return [`| v${version} | v${successor} | what to do |`, "|---|---|---|", ...rows].join("\n");
}

/** The name of a change is a sentence already. */
function titleOf(name: string): string {
  const words = name.replaceAll("-", " ").replace(/\b(urn|uuid|id)(s?)\b/g, (_, word: string, s: string) => {
    return word.toUpperCase() + s;
  });
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function told(changes: Guided["changes"], name: string): Told {
  const found = changes.get(name);
  if (found === undefined)
    throw new Error(`The change ${name} exports no guide: say in it what it means for a client.`);
  return found;
}
