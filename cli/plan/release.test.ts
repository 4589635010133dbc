import { expect, test } from "vitest";
import type { Files } from "../scaffold/changeset.ts";
import { templates } from "../scaffold/project.ts";
import { readTable, registryOf } from "../table/read.ts";
import { planRelease, type ReleaseFacts } from "./release.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

const TABLE = `name = "acme"
main = "router/index.ts"
compatibility_date = "2026-10-23"

[[services]]
binding = "V4"
service = "acme-v4"

[[services]]
binding = "V3"
service = "acme-v3"

[vars.LIMIT_POLICIES]
"v4" = { limit = 10, window = 60 } # per account
"v4.search" = { rate = 1, burst = 2 }
"v3" = { limit = 5, window = 60 }

# Searching is dear.
[[vars.LIMIT_RULES]]
version = "V4"
operation = "GET /search"
use = ["v4", "v4.search"]

[env.staging]
name = "acme-staging"

[[env.staging.services]]
binding = "V4"
service = "acme-v4-staging"
`;

const worker = (name: string, rest = "") =>
  `name = "${name}"\nmain = "index.ts"\ncompatibility_date = "2026-10-23"\n${rest}`;
const V3 = `[[services]]\nbinding = "V4"\nservice = "acme-v4"\n\n[[services]]\nbinding = "DEEP"\nservice = "acme-v4"\nentrypoint = "DeepInside"\n`;
const V4 = worker("acme-v4", '\n[env.staging]\nname = "acme-v4-staging"\n');
const DOCUMENT = { info: { title: "Acme, version 4", version: "4.4.1" }, servers: [{ url: "/api/v4" }], paths: {} };

const PROJECT = new Map([
  ["wrangler.toml", TABLE],
  ["workers/v3/wrangler.toml", worker("acme-v3", V3)],
  ["workers/v4/wrangler.toml", V4],
  ["workers/v4/index.ts", "export default 4;\n"],
  ["workers/v4/release.ts", 'export const VERSION = 4;\nexport const RELEASE = "4.4.1";\n'],
  ["workers/v4/openapi.json", `${JSON.stringify(DOCUMENT, null, 2)}\n`],
  ["workers/v4/openapi.breaks.json", "[]\n"],
  ["workers/v4/search/search.ts", "export const search = 1;\n"],
  ["bench/search.ts", 'import { search } from "../workers/v4/search/search.ts";\n'],
]);

function release(over: Partial<ReleaseFacts> = {}, files: Files = PROJECT) {
  const table = readTable(files.get("wrangler.toml") ?? "", NOW);
  if (!table.ok) throw new Error(table.fault);
  return planRelease({
    name: { application: "", number: 5 },
    table: table.table,
    files,
    templates: templates("shell"),
    command: "version release v5",
    begun: null,
    uncommitted: [],
    despiteUncommitted: false,
    ...over,
  });
}

function written(plan: ReturnType<typeof release>) {
  if (plan.kind === "refused") throw new Error(plan.refusals.join(" "));
  const [step] = plan.steps;
  if (step === undefined) throw new Error("No step.");
  return { ...step.changes, warnings: plan.warnings };
}

test("the new version is the old one under the next number", () => {
  const { write } = written(release());
  expect(write.get("workers/v5/index.ts")).toBe("export default 4;\n");
  expect(write.get("workers/v5/release.ts")).toBe('export const VERSION = 5;\nexport const RELEASE = "5.0.0";\n');
  expect(write.get("workers/v5/wrangler.toml")).toBe(V4.replaceAll("acme-v4", "acme-v5"));
  expect(JSON.parse(write.get("workers/v5/openapi.json") ?? "")).toEqual({
    info: { title: "Acme, version 5", version: "5.0.0" },
    servers: [{ url: "/api/v5" }],
    paths: {},
  });
  // What clients of the old one were told is no news of the new one.
  expect(write.has("workers/v5/openapi.breaks.json")).toBe(false);
});

test("the old one is a shell that keeps its document, its name and its entrypoints", () => {
  const { write, remove } = written(release());
  expect(remove).toEqual(["workers/v4/release.ts", "workers/v4/search/search.ts"]);
  expect(write.has("workers/v4/openapi.json")).toBe(false);
  expect(write.get("workers/v4/index.ts")).toContain('from "../../contracts/headers.ts"');
  expect(write.get("workers/v4/index.ts")).toContain('export { DeepInside } from "./deep-inside.ts";');
  expect(write.get("workers/v4/deep-inside.ts")).toContain("class DeepInside extends WorkerEntrypoint<Env>");
  expect(write.get("workers/v4/wrangler.toml")).toMatch(
    /^name = "acme-v4"\n[^]*service = "acme-v5"\n\n\[\[services\]\]\nbinding = "NEXT_DEEP_INSIDE"\nservice = "acme-v5"\nentrypoint = "DeepInside"\n[^]*\[env.staging\]\nname = "acme-v4-staging"\n\n\[\[env.staging.services\]\]\nbinding = "NEXT"\nservice = "acme-v5-staging"\n/m,
  );
  expect(write.get("workers/v4/changes.ts")).toContain("CHANGES: readonly Change[] = []");
});

test("without a document its release is known all the same, and nothing is exported that nobody asks for", () => {
  const files = new Map([...PROJECT, ["workers/v3/wrangler.toml", worker("acme-v3")]]);
  files.delete("workers/v4/openapi.json");
  const { write } = written(release({}, files));
  expect(write.get("workers/v4/self.ts")).toContain('RELEASE: string = "4.4.1"');
  expect(write.get("workers/v4/self.ts")).toContain("DOCUMENT: unknown = null");
  expect([...write.keys()].some((path) => path.includes("internal"))).toBe(false);
  expect(write.get("workers/v4/index.ts")).not.toContain("export {");
});

test("it is bound as a preview everywhere, and limited like the old one", () => {
  const text = written(release()).write.get("wrangler.toml") ?? "";
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  expect(read.table.views.map(({ services }) => services.get("V5"))).toEqual(["acme-v5", "acme-v5-staging"]);
  for (const environment of [null, "staging"]) {
    const versions = registryOf(read.table, environment)?.applications.get("")?.versions ?? [];
    expect(versions.find(({ number }) => number === 5)).toMatchObject({ bound: true, preview: true });
  }
  const limits = registryOf(read.table, null)?.limits;
  expect(limits?.policies.get("v5")).toMatchObject({ limit: 10, windowMs: 60_000 });
  expect(limits?.rules.map(({ version, set }) => [version, set?.id])).toEqual([
    ["V4", "v4 v4.search"],
    ["V5", "v5 v5.search"],
  ]);
  for (const line of TABLE.split("\n")) expect(text.split("\n")).toContain(line);
});

test("code elsewhere follows what moved, and what stayed is pointed at", () => {
  const files = new Map([...PROJECT, ["test/config.ts", 'const CONFIG = "workers/v4/wrangler.toml";\n']]);
  const { write, warnings } = written(release({}, files));
  expect(write.get("bench/search.ts")).toContain("../workers/v5/search/search.ts");
  expect(warnings).toEqual(["test/config.ts names workers/v4, which is a shell now: does it mean workers/v5?"]);
});

const OBJECTS = '\n[[durable_objects.bindings]]\nname = "O"\nclass_name = "Own"\n';

test.each<[string, Partial<ReleaseFacts>, Files, RegExp]>([
  ["a number that is not the next", { name: { application: "", number: 7 } }, PROJECT, /next version is v5/],
  ["a number that is taken", { name: { application: "", number: 3 } }, PROJECT, /next version is v5/],
  ["an application that is not there", { name: { application: "shop", number: 1 } }, PROJECT, /no application/],
  ["a folder that is there", {}, new Map([...PROJECT, ["workers/v5/x.ts", ""]]), /workers\/v5 exists already/],
  ["objects inside", {}, new Map([...PROJECT, ["workers/v4/wrangler.toml", V4 + OBJECTS]]), /Durable Objects Own/],
  [
    "what git has not got",
    { uncommitted: ["README.md", "workers/v4/index.ts"] },
    PROJECT,
    /workers\/v4\/index.ts. Commit/,
  ],
])("%s is refused", (_name, over, files, told) => {
  expect(release(over, files)).toEqual({ kind: "refused", refusals: [expect.stringMatching(told)] });
});

test("with --yes what git has not got is only mentioned, and what is not written over not even that", () => {
  const { warnings } = written(release({ uncommitted: ["workers/v4/index.ts"], despiteUncommitted: true }));
  expect(warnings).toEqual([expect.stringMatching(/^Not committed.*workers\/v4\/index.ts/)]);
  expect(written(release({ uncommitted: ["README.md"] })).warnings).toEqual([]);
});

test("what was begun goes on as it was decided, and nothing else begins before", () => {
  const changes = { write: new Map([["a", "b"]]), remove: ["c"] };
  const own = release({ begun: { command: "version release v5", changes } });
  expect(own).toMatchObject({ kind: "steps", steps: [{ kind: "scaffold", changes }] });
  const other = release({ begun: { command: "application replace", changes } });
  expect(other).toEqual({
    kind: "refused",
    refusals: [expect.stringMatching(/'milepost application replace' was begun/)],
  });
});

test("released already: nothing to do", () => {
  const files = new Map([...PROJECT, ...written(release()).write]);
  expect(release({}, files)).toMatchObject({ kind: "steps", steps: [] });
});
