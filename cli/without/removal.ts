/**
 * What goes with a version, in this repository: its folder, what the store and the contracts have for it alone, and
 * every file that is named after it. Whatever else mentions it is edited here, and should be little. Pure.
 */
import { type Edit, editTable } from "../table/edit.ts";

/** What only shells stand on, and tests that let one end. It goes with the last one. */
const LEGACY = [/^contracts\/counted/, /^store\/test\/legacy/, /^test\/deploy\/(retire\.|retirement\.|releasing\.)/];

/** @param path relative to the repository; `version` as it is written: `v3` */
export function goesWith(path: string, version: string): boolean {
  const [, name = ""] = /([^/]+)$/.exec(path) ?? [];
  return (
    path.startsWith(`workers/${version}/`) ||
    path.startsWith(`store/legacy/${version}`) ||
    /^[-._]/.test(name.startsWith(version) ? name.slice(version.length) : "") ||
    LEGACY.some((part) => part.test(path))
  );
}

/** Files that stay and change: path → text before → text after. */
export function editsFor(version: string, retired: string): ReadonlyMap<string, (text: string) => string> {
  const marked = withoutMarked(version);
  return new Map([
    ["wrangler.toml", (text: string) => unbound(text, version, retired)],
    ["store/index.ts", (text: string) => withoutLegacy(text, version)],
    ["README.md", marked],
    ["docs/architecture.md", marked],
    ["bench/README.md", marked],
  ]);
}

/** The binding goes, and with it the limits named after the version; the tombstone stays. */
function unbound(text: string, version: string, retired: string): string {
  const binding = version.toUpperCase();
  const edits: readonly Edit[] = [
    { kind: "unbind", environment: null, binding },
    { kind: "set", environment: null, table: `VERSION_${binding}`, values: { retired } },
    { kind: "set", environment: null, table: "LIMIT_POLICIES", values: { [version]: null } },
  ];
  const edited = editTable(text, edits);
  if (!edited.ok) throw new Error(edited.fault);
  return edited.text;
}

/** Every line of the store's exports that names the legacy module; what was imported from there is in no list more. */
function withoutLegacy(text: string, version: string): string {
  return text
    .split("\n")
    .filter((line) => !line.includes(`./legacy/${version}`))
    .join("\n")
    .replace("{ counted: COUNTED }", "{}")
    .replaceAll("\n\n\n", "\n\n");
}

/** In prose: from `<!-- v3 -->` to `<!-- /v3 -->`. Both are invisible to readers. */
function withoutMarked(version: string): (text: string) => string {
  const part = new RegExp(`<!-- ${version} -->\\n[^]*?<!-- /${version} -->\\n\\n?`, "g");
  return (text) => text.replaceAll(part, "");
}
