import { parse } from "@decimalturn/toml-patch";
import { expect, test } from "vitest";
import { templates } from "../scaffold/project.ts";
import { readTable } from "../table/read.ts";
import { planReplace } from "./replace.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

const TABLE = `name = "acme"
main = "router/index.ts"
compatibility_date = "2026-10-23"

[[services]]
binding = "V7"
service = "acme-v7"

[[services]]
binding = "SHOP_V0"
service = "acme-shop-v0"

[[services]]
binding = "ADMIN"
service = "acme-admin"

[vars.APPLICATION_DEFAULT]
vendor = "acme"
default = 7

[vars.VERSION_V6]
retired = "2026-11-01"

[vars.VERSION_V7]
deprecated = "2026-11-01"

[vars.LIMIT_POLICIES]
"v7" = { limit = 10, window = 60 }
"shop-v0" = { limit = 10, window = 60 }

[[vars.LIMIT_RULES]]
version = "V7"
use = ["v7"]

[[vars.LIMIT_RULES]]
version = "SHOP_V0"
use = ["shop-v0"]
`;

const worker = (name: string, rest = "") =>
  `name = "${name}"\nmain = "index.ts"\ncompatibility_date = "2026-10-23"\n${rest}`;

const PROJECT = new Map([
  ["wrangler.toml", TABLE],
  ["package.json", '{\n    "bench": "node bench/run.ts",\n    "test": "vitest run"\n}\n'],
  ["router/admin/wrangler.toml", worker("acme-admin", '\n[[services]]\nbinding = "STORE"\nservice = "acme-store"\n')],
  ["router/index.ts", 'import { kept } from "../contracts/kept.ts";\n'],
  ["store/wrangler.toml", worker("acme-store")],
  ["store/index.ts", 'import { one } from "../contracts/one.ts";\n'],
  ["workers/v7/wrangler.toml", worker("acme-v7")],
  [
    "workers/v7/index.ts",
    'import { cursor } from "../../http/cursor.ts";\nimport { kept } from "../../contracts/kept.ts";\n',
  ],
  ["workers/shop-v0/wrangler.toml", worker("acme-shop-v0")],
  ["contracts/kept.ts", ""],
  // In a ring, and led to by the store alone.
  ["contracts/one.ts", 'import { other } from "./other.ts";\n'],
  ["contracts/other.ts", 'import { one } from "./one.ts";\n'],
  ["http/cursor.ts", ""],
  ["http/cursor.test.ts", 'import { cursor } from "./cursor.ts";\n'],
  ["http/body.ts", ""],
  ["bench/run.ts", ""],
  ["test/system/harness.ts", 'const STORE = "store/wrangler.toml";\n'],
  ["test/system/contacts.test.ts", 'import { startSystem } from "./harness.ts";\nimport { v7 } from "./v7-api.ts";\n'],
  ["test/system/v7-api.ts", ""],
  ["test/system/table.test.ts", 'import { startTable } from "./table.ts";\n'],
  ["test/system/table.ts", ""],
  ["test/contract/versions.test.ts", 'import { startSystem } from "../system/harness.ts";\n'],
  ["test/deploy/copied.test.ts", 'await copy("workers/v7/wrangler.toml");\n'],
  ["test/quiet.ts", ""],
]);

function replaced(files = PROJECT, number = 3) {
  const table = readTable(files.get("wrangler.toml") ?? "", NOW);
  if (!table.ok) throw new Error(table.fault);
  const calm = { command: "application replace", begun: null, uncommitted: [], despiteUncommitted: false };
  const facts = {
    ...calm,
    style: "plain",
    number,
    table: table.table,
    files,
    templates: templates("application"),
  } as const;
  const plan = planReplace(facts);
  return plan.kind === "refused" ? plan.refusals : (plan.steps[0]?.changes ?? []);
}

function changed(number?: number) {
  const changes = replaced(PROJECT, number);
  if ("write" in changes) return changes;
  throw new Error(changes.join(" "));
}

test("what is the messaging API's goes, with all that only it led to; what others use stays", () => {
  expect([...changed().remove].toSorted()).toEqual([
    "bench/run.ts",
    "contracts/one.ts",
    "contracts/other.ts",
    "http/cursor.test.ts",
    "http/cursor.ts",
    "store/index.ts",
    "store/wrangler.toml",
    "test/deploy/copied.test.ts",
    "test/system/contacts.test.ts",
    "test/system/v7-api.ts",
    "workers/v7/index.ts",
    "workers/v7/wrangler.toml",
  ]);
});

test("the table has the version of one's own and other applications, as the router reads it", () => {
  const text = changed().write.get("wrangler.toml") ?? "";
  const { services, vars } = parse(text) as Record<string, unknown>;
  expect(services).toEqual([
    { binding: "SHOP_V0", service: "acme-shop-v0" },
    { binding: "ADMIN", service: "acme-admin" },
    { binding: "V3", service: "acme-v3" },
  ]);
  expect(vars).toEqual({
    APPLICATION_DEFAULT: { vendor: "acme", default: 3 },
    LIMIT_POLICIES: { v3: { limit: 2500, window: 3600 }, "shop-v0": { limit: 10, window: 60 } },
    LIMIT_RULES: [{ version: "SHOP_V0", use: ["shop-v0"] }],
  });
  const read = readTable(text, NOW);
  expect(read.ok && read.table.views[0]?.config).toMatchObject({ ok: true, warnings: [] });
});

test("administration goes on without the store, the sample has a key, and no script names what went", () => {
  const { write } = changed();
  expect(write.get("router/admin/wrangler.toml")).not.toContain("STORE");
  expect(JSON.parse(write.get("local/sample/seed.json") ?? "")).toMatchObject({ orgs: [{ key: "main" }] });
  expect(JSON.parse(write.get("package.json") ?? "")).toEqual({ test: "vitest run" });
  expect(write.get("workers/v3/release.ts")).toContain('"3.0.0"');
});

test("under the number of a version that goes, its own stands in that one's folder and binding", () => {
  const { write, remove } = changed(7);
  expect(write.get("workers/v7/release.ts")).toContain('"7.0.0"');
  expect(remove).not.toContain("workers/v7/index.ts");
  const { services, vars } = parse(write.get("wrangler.toml") ?? "") as Record<string, unknown>;
  expect(services).toContainEqual({ binding: "V7", service: "acme-v7" });
  expect(vars).toEqual({
    APPLICATION_DEFAULT: { vendor: "acme", default: 7 },
    LIMIT_POLICIES: { v7: { limit: 2500, window: 3600 }, "shop-v0": { limit: 10, window: 60 } },
    LIMIT_RULES: [{ version: "SHOP_V0", use: ["shop-v0"] }],
  });
});

test("a second time there is nothing left to replace", () => {
  const { write, remove } = changed();
  const files = new Map([...PROJECT, ...write]);
  for (const path of remove) files.delete(path);
  expect(replaced(files)).toEqual([expect.stringMatching(/not here any more/)]);
});
