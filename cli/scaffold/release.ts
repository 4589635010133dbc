/**
 * Releasing a version: the newest one's files become those of the next number, and in its own folder it leaves a shell
 * over it, with an empty list of changes. Pure: all files of the project in, a changeset out.
 */
import { changesBetween, type Files, type Scaffold, within } from "./changeset.ts";
import { shellFiles } from "./shell.ts";
import { nextNameOf, releaseOf, successorFiles } from "./successor.ts";
import { readWorker, type WorkerFacts } from "./worker-config.ts";

export interface Released {
  /** The newest version's number, and the worker that is bound for it. */
  readonly from: number;
  readonly worker: string;
  readonly to: number;
}

export interface Places {
  /** Of the new version, relative to the project. */
  readonly folder: string;
  readonly name: string;
}

/** Where a release puts the new version; null: no folder here has that worker. */
export function placesOf(files: Files, { from, worker, to }: Released): Places | null {
  const own = workersIn(files).find(({ name }) => name === worker);
  if (own === undefined) return null;
  return { folder: nextNameOf(own.folder, from, to), name: nextNameOf(own.name, from, to) };
}

/** `templates`: those of `cli/templates/shell`. */
export function releaseScaffold(files: Files, templates: Files, released: Released): Scaffold {
  const { from, worker, to } = released;
  const workers = workersIn(files);
  const own = workers.find(({ name }) => name === worker);
  const places = placesOf(files, released);
  if (own === undefined || places === null) {
    return {
      kind: "refused",
      reasons: [`No folder here has the worker '${worker}': its source must be here to copy.`],
    };
  }
  const reasons = reasonsAgainst(files, own, places);
  if (reasons.length > 0) return { kind: "refused", reasons };

  const old = within(files, own.folder);
  const next = successorFiles(old, { from, to, name: own.name, nextName: places.name });
  const facts = readWorker(places.folder, next.get("wrangler.toml") ?? "");
  const documents = [...old].filter(([path]) => /^openapi\..*json$/.test(path));
  const shell = shellFiles(templates, {
    worker: own,
    next: facts,
    entrypoints: entrypointsOf(workers, own.name),
    release: releaseOf(old, from),
    documented: old.has("openapi.json"),
  });
  const then = new Map<string, string>([
    ...placed(next, places.folder),
    ...placed(new Map([...documents, ...shell]), own.folder),
  ]);
  const gone = [...placed(old, own.folder).keys()].filter((path) => !then.has(path));
  const { rewritten, notes } = followed(files, own.folder, places.folder, new Set(gone));
  return { kind: "changes", changes: changesBetween(files, new Map([...then, ...rewritten]), gone), notes };
}

function workersIn(files: Files): WorkerFacts[] {
  return [...files]
    .filter(([path]) => /^(?:workers\/[^/]+|router\/admin|store)\/wrangler\.toml$/.test(path))
    .map(([path, text]) => readWorker(path.slice(0, path.lastIndexOf("/")), text));
}

function reasonsAgainst(files: Files, own: WorkerFacts, { folder }: Places): string[] {
  const reasons: string[] = [];
  if (within(files, folder).size > 0)
    reasons.push(`${folder} exists already: move it away, or release another number.`);
  if (own.objects.length > 0) {
    reasons.push(
      `${own.folder} holds the Durable Objects ${own.objects.join(", ")}, which a shell would delete: move them to a worker of their own first, such as store/.`,
    );
  }
  return reasons;
}

function entrypointsOf(workers: readonly WorkerFacts[], name: string): string[] {
  const names = workers.flatMap(({ services }) => services.filter(({ service }) => service === name));
  return [...new Set(names.map(({ entrypoint }) => entrypoint).filter((it) => it !== undefined))];
}

function placed(files: Files, folder: string): Files {
  return new Map([...files].map(([path, text]) => [`${folder}/${path}`, text]));
}

/** Code elsewhere that names a module which moves, follows it; code that names what stays gets a second look by a person. */
function followed(files: Files, from: string, to: string, gone: ReadonlySet<string>) {
  const rewritten = new Map<string, string>();
  const notes: string[] = [];
  for (const [path, text] of files) {
    if (!/\.(?:ts|js)$/.test(path) || path.startsWith("workers/") || !text.includes(`${from}/`)) continue;
    const named = new RegExp(`${from}/([\\w./-]+)`, "g");
    const turned = text.replaceAll(named, (whole, rest: string) =>
      gone.has(`${from}/${rest}`) ? `${to}/${rest}` : whole,
    );
    if (turned !== text) rewritten.set(path, turned);
    if (turned.includes(`${from}/`)) notes.push(`${path} names ${from}, which is a shell now: does it mean ${to}?`);
  }
  return { rewritten, notes };
}
