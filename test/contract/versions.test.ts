/**
 * What is true of every version, whatever it is: made from the version table and the documents beside the workers, so that
 * a version is in here as soon as it is bound.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { registryOf, readTable } from "../../cli/table/read.ts";
import type { Application, Registry, Version } from "../../router/version/registry.ts";
import { startSystem, type System } from "../system/harness.ts";
import { type ApiDocument, documentedBy } from "./documented.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

interface Bound {
  readonly application: Application;
  readonly version: Version;
  /** Its root as clients write it: `/api/v2`. */
  readonly root: string;
  /** Its worker's. */
  readonly folder: string;
}

const read = readTable(readFileSync(join(ROOT, "wrangler.toml"), "utf8"), Date.now());
if (!read.ok) throw new Error(read.fault);
const registry = registryOf(read.table, null);
if (registry === null) throw new Error("The version table has faults: milepost check names them.");
const services = read.table.views[0]?.services ?? new Map<string, string>();
const { workers } = await findWorkers(ROOT);
const versions = boundIn(registry);

function boundIn({ base, applications }: Registry): Bound[] {
  return [...applications.values()].flatMap((application) =>
    application.versions
      .filter(({ bound }) => bound)
      .map((version) => {
        const root = `${base}${application.name === "" ? "" : `/${application.name}`}/v${version.number}`;
        const worker = workers.find(({ name }) => name === services.get(version.binding));
        return { application, version, root, folder: dirname(worker?.config ?? "") };
      }),
  );
}

let system: System;
beforeAll(async () => void (system = await startSystem()));
afterAll(() => system.close());

function documentOf({ folder }: Pick<Bound, "folder">): ApiDocument | null {
  const file = join(folder, "openapi.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ApiDocument) : null;
}

/** Operations that can be asked for without knowing anything: their paths below the version's root. */
function readable(document: ApiDocument): string[] {
  return Object.entries(document.paths)
    .filter(([path, operations]) => operations["get"] !== undefined && !path.includes("{"))
    .map(([path]) => path);
}

const documented = versions.flatMap((it) => {
  const document = documentOf(it);
  return document === null ? [] : [{ ...it, document }];
});

/** Versions whose list of changes is empty, with the version that does their work. */
const shells = versions.flatMap((it) => {
  const file = join(it.folder, "changes.ts");
  if (!existsSync(file) || !/CHANGES: readonly Change\[\] = \[\]/.test(readFileSync(file, "utf8"))) return [];
  const next = versions.find(
    (other) => other.application === it.application && other.version.number === it.version.number + 1,
  );
  return [{ ...it, next: next?.root ?? "" }];
});

describe.each(versions)("$root", ({ application, version, root }) => {
  const unversioned = root.replace(/v\d+$/, "");
  const { number } = version;
  const signals: (readonly [source: string, root: string, headers: Record<string, string>])[] = [
    ["url", `${root}/`, {}],
    ["header", unversioned, { "X-API-Version": String(number) }],
  ];
  if (application.vendor !== null) {
    signals.push(["accept", unversioned, { Accept: `application/vnd.${application.vendor}-v${number}+json` }]);
  }

  test.each(signals)("answers as itself when asked for by %s", async (source, place, headers) => {
    // The roots of applications are discovery; a path below belongs to the version, whether there is anything or not.
    const answer = await system.fetch(`${place}openapi.json`, { headers });
    await answer.body?.cancel();
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get("API-Version")).toBe(String(number));
    expect(answer.headers.get("API-Version-Source")).toBe(source);
    expect(answer.headers.get("API-Release")).toMatch(new RegExp(`^${number}\\.\\d+\\.\\d+$`));
  });
});

test.each(documented)(
  "$root answers as documented, with links that stay in the version",
  async ({ root, document }) => {
    const complaints = documentedBy(document);
    for (const path of readable(document)) {
      const answer = await system.fetch(`${root}${path}`);
      const text = await answer.text();
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      const contentType = answer.headers.get("Content-Type");
      expect(complaints({ method: "GET", path, status: answer.status, contentType, body }), path).toEqual([]);
      if (path === "/openapi.json") continue;
      const links = [...text.matchAll(/"(https?:\/\/[^"]*\/api\/[^"]*)"/g)].map(
        ([, link = ""]) => new URL(link).pathname,
      );
      expect(
        links.filter((link) => !link.startsWith(`${root}/`) && link !== root),
        path,
      ).toEqual([]);
    }
  },
);

test.each(shells)("$root is a shell without changes, and says byte for byte what $next says", async (shell) => {
  const { root, next } = shell;
  const document = documentOf(shell) ?? { paths: { "/": { get: { responses: {} } } } };
  for (const path of [...readable(document).filter((it) => it !== "/openapi.json"), "/nosuch.json"]) {
    const [one, other] = await Promise.all([system.fetch(`${root}${path}`), system.fetch(`${next}${path}`)]);
    expect(one.status, path).toBe(other.status);
    expect(await one.text(), path).toBe((await other.text()).replaceAll(next, root));
  }
});
