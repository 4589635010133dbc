/** The real workers on an edge, with the sample data: what the tests of releasing, retiring and crashing begin with. */
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importFile } from "../../cli/import.ts";
import { readTable, registryOf } from "../../cli/table/read.ts";
import { ANONYMOUS } from "../../router/limits/rules.ts";
import type { Bench } from "./fixture.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLE = join(ROOT, "local/sample/seed.json");
export const ADMIN_TOKEN = "operator-of-the-tests";
const TOKEN = "a".repeat(40);

export const CALLER = { Authorization: `Token ${TOKEN}` };

/** A copy of what is deployed, so that a test may take a binding out. Answers its folder. */
export async function copyProject(folder: string, more: readonly string[] = []): Promise<string> {
  const copy = join(folder, "project");
  await mkdir(copy);
  const parts = [
    "wrangler.toml",
    "package.json",
    "text.d.ts",
    "tsconfig.base.json",
    "router",
    "workers",
    "store",
    "contracts",
    "http",
    ...more,
  ];
  const there = parts.filter((part) => existsSync(join(ROOT, part)));
  await Promise.all(there.map((part) => cp(join(ROOT, part), join(copy, part), { recursive: true })));
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** After the router was deployed. */
export async function fill(bench: Bench): Promise<void> {
  const put = await bench.wrangler(["secret", "put", "ADMIN_TOKEN", "--name", "milepost"], ADMIN_TOKEN);
  if (!put.ok) throw new Error(put.output);
  await importFile({ file: SAMPLE, url: bench.edge.url, adminToken: ADMIN_TOKEN });
  // Steady traffic of one account for minutes is what these tests are about, and not what its limits are for.
  for (const policy of await policies())
    await operate(bench, "PUT", `accounts/main/limits/${policy}`, { unlimited: true });
}

/** Those of the table that accounts can have figures of their own for. */
async function policies(): Promise<string[]> {
  const read = readTable(await readFile(join(ROOT, "wrangler.toml"), "utf8"), Date.now());
  const registry = read.ok ? registryOf(read.table, null) : null;
  return [...(registry?.limits.policies.keys() ?? [])].filter((name) => name !== ANONYMOUS);
}

/** An operator's request; must succeed. */
export async function operate(bench: Bench, method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(new URL(`/admin/${path}`, bench.edge.url), {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} /admin/${path}: ${answer.status} ${text}`);
}

export function call(bench: Bench, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, bench.edge.url), { ...init, headers: { ...CALLER, "Content-Type": "application/json" } });
}

/** Names of the contacts that v2 lists. */
export async function names(bench: Bench, query = ""): Promise<(string | null)[]> {
  const response = await call(bench, `/api/v2/contacts.json${query}`);
  const { results } = (await response.json()) as { results: { name: string | null }[] };
  return results.map(({ name }) => name);
}
