import { parse } from "@decimalturn/toml-patch";
import { expect, test } from "vitest";
import { planEnvironment } from "../plan/environment.ts";

const ROUTER = `name = "acme"
main = "index.ts"
compatibility_date = "2026-10-23"

# The newest.
[[services]]
binding = "V2"
service = "acme-v2"

[[services]]
binding = "PARTNER"
service = "partner"

[[durable_objects.bindings]]
name = "KEYS"
class_name = "Keys"
script_name = "acme-admin"

[vars]
TIER = "gold" # inline

[vars.VERSION_V2]
preview = true
`;
const WORKER = 'name = "acme-v2"\nmain = "index.ts"\ncompatibility_date = "2026-10-23"\n';
const ADMIN = WORKER.replace("acme-v2", "acme-admin");

const FILES = new Map([
  ["wrangler.toml", ROUTER],
  ["workers/v2/wrangler.toml", WORKER],
  ["router/admin/wrangler.toml", ADMIN],
]);
const CALM = { command: "environment create staging", begun: null, uncommitted: [], despiteUncommitted: false };

function planned(files = FILES, over: object = {}) {
  const plan = planEnvironment({ ...CALM, environment: "staging", files, ...over });
  if (plan.kind === "refused") throw new Error(plan.refusals.join(" "));
  return { ...plan, write: plan.steps[0]?.changes.write ?? new Map<string, string>() };
}

test("everything that wrangler does not inherit is there again, under the names of the environment", () => {
  const { write } = planned();
  const text = write.get("wrangler.toml") ?? "";
  expect(text.startsWith(ROUTER)).toBe(true);
  expect((parse(text) as { env: unknown }).env).toEqual({
    staging: {
      name: "acme-staging",
      services: [
        { binding: "V2", service: "acme-v2-staging" },
        // Not of this project: there is no other one of it.
        { binding: "PARTNER", service: "partner" },
      ],
      durable_objects: { bindings: [{ name: "KEYS", class_name: "Keys", script_name: "acme-admin-staging" }] },
      vars: { TIER: "gold", VERSION_V2: { preview: true } },
    },
  });
  expect(write.get("workers/v2/wrangler.toml")).toBe(`${WORKER}\n[env.staging]\nname = "acme-v2-staging"\n`);
});

test("a second time changes nothing, and what was changed in a block stays", () => {
  const { write } = planned();
  const text = (write.get("wrangler.toml") ?? "").replace("gold", "tin");
  expect(planned(new Map([...FILES, ...write, ["wrangler.toml", text]])).steps).toEqual([]);
});

test("an environment does not take the domain along, which wrangler would let it inherit", () => {
  const routed = `routes = [{ pattern = "api.example.com", custom_domain = true }]\n${ROUTER}`;
  const text = planned(new Map([...FILES, ["wrangler.toml", routed]])).write.get("wrangler.toml") ?? "";
  expect((parse(text) as { env: unknown }).env).toMatchObject({ staging: { routes: [], workers_dev: true } });
});

test("data is not shared: its bindings are left to a person", () => {
  const worker = `${WORKER}\n[[kv_namespaces]]\nbinding = "KV"\nid = "1"\n`;
  const { write, warnings } = planned(new Map([...FILES, ["workers/v2/wrangler.toml", worker]]));
  expect(write.get("workers/v2/wrangler.toml")).not.toContain("env.staging.kv_namespaces");
  expect(warnings).toEqual([
    "workers/v2/wrangler.toml has kv_namespaces: write those of staging into its [env.staging].",
  ]);
});

test.each([
  ["Staging", /small letters/],
  ["a.b", /small letters/],
])("'%s' is refused", (environment, told) => {
  expect(planEnvironment({ ...CALM, environment, files: FILES })).toEqual({
    kind: "refused",
    refusals: [expect.stringMatching(told)],
  });
});
