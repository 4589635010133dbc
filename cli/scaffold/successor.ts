/** The files of a new version: those of the newest one under the next number. Pure. */
import type { Files } from "./changeset.ts";

export interface Numbers {
  readonly from: number;
  readonly to: number;
  /** Worker names. */
  readonly name: string;
  readonly nextName: string;
}

/** Stays with the version it is about: what clients of that one were told. */
const LEFT_BEHIND = new Set(["openapi.breaks.json"]);
const DOCUMENTS = new Set(["openapi.json", "openapi.accepted.json"]);

/** By path in the new worker's folder. `files`: by path in that of the newest version. */
export function successorFiles(files: Files, numbers: Numbers): Files {
  const kept = [...files].filter(([path]) => !LEFT_BEHIND.has(path));
  return new Map(kept.map(([path, text]) => [path, renumbered(path, text, numbers)]));
}

function renumbered(path: string, text: string, { to, name, nextName }: Numbers): string {
  if (path === "wrangler.toml") return text.replaceAll(new RegExp(`"${escaped(name)}(?=["-])`, "g"), `"${nextName}`);
  if (path === "release.ts") {
    return text.replace(/(VERSION = )\d+/, `$1${to}`).replace(/(RELEASE = ")[^"]*/, `$1${to}.0.0`);
  }
  return DOCUMENTS.has(path) ? renumberedDocument(text, to) : text;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string };
  readonly servers?: readonly { readonly url: string }[];
}

/** The order of the keys is kept: the new table must generate the same text. */
function renumberedDocument(text: string, to: number): string {
  const document = JSON.parse(text) as Document;
  const { info, servers } = document;
  const title = info.title.replace(/\bversion \d+$/, `version ${to}`);
  const moved = { ...document, info: { ...info, title, version: `${to}.0.0` } };
  const places = servers?.map((server) => ({ ...server, url: server.url.replace(/\/v\d+$/, `/v${to}`) }));
  return `${JSON.stringify(places === undefined ? moved : { ...moved, servers: places }, null, 2)}\n`;
}

/** What `API-Release` says of a version: its document's word, else its `release.ts`. */
export function releaseOf(files: Files, number: number): string {
  const document = files.get("openapi.json");
  if (document !== undefined) return (JSON.parse(document) as Document).info.version;
  return /RELEASE = "([^"]*)/.exec(files.get("release.ts") ?? "")?.[1] ?? `${number}.0.0`;
}

/** `milepost-v2` → `milepost-v3`, `workers/enrollment-v4` → `workers/enrollment-v5`; a name without a number gets one. */
export function nextNameOf(name: string, from: number, to: number): string {
  const own = new RegExp(`(^|[-_/])v${from}$`);
  return own.test(name) ? name.replace(own, `$1v${to}`) : `${name}-v${to}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
