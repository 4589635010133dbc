import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";
import { findWorkers } from "./deploy-configs.ts";
import { planEnvironment } from "./plan/environment.ts";
import { projectFiles } from "./scaffold/project.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

test("only the router is public, and every worker is observed", async () => {
  const { workers, router } = await findWorkers(ROOT);
  expect(workers.length).toBeGreaterThanOrEqual(3);
  for (const { name, config } of workers) {
    const read = unstable_readConfig({ config });
    expect([name, read.preview_urls, read.observability?.enabled]).toEqual([name, false, true]);
    const routes = read.routes ?? [];
    // Where the router is reached, and whether under a domain of one's own, is the operator's to say.
    if (name === router) expect(read.workers_dev === true || routes.length > 0).toBe(true);
    else expect([name, read.workers_dev, routes]).toEqual([name, false, []]);
  }
});

test("an environment is deployed in the same order, under its own names, with everything that is not inherited", async () => {
  const root = mkdtempSync(join(tmpdir(), "milepost-environment-"));
  const files = projectFiles(ROOT);
  const calm = { command: "", begun: null, uncommitted: [], despiteUncommitted: false };
  const plan = planEnvironment({ ...calm, environment: "staging", files });
  for (const [path, text] of plan.kind === "steps" ? (plan.steps[0]?.changes.write ?? []) : []) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const [top, staging] = [await findWorkers(ROOT), await findWorkers(root, "staging")];
  const named = (name: string) => `${name}-staging`;
  const sorted = (names: readonly string[]) => names.toSorted();
  expect(sorted(staging.workers.map(({ name }) => name))).toEqual(sorted(top.workers.map(({ name }) => named(name))));
  for (const { name, boundTo } of top.workers) {
    const own = staging.workers.find((it) => it.name === named(name));
    expect(sorted(own?.boundTo ?? [])).toEqual(sorted(boundTo.map(named)));
  }
  const vars = (config: string, env?: string) =>
    unstable_readConfig(env === undefined ? { config } : { config, env }, { hideWarnings: true }).vars;
  expect(vars(`${root}/wrangler.toml`, "staging")).toEqual(vars(`${ROOT}wrangler.toml`));
  rmSync(root, { recursive: true });
});

test("no variable is over the 5 KB that the platform takes", () => {
  const { vars } = unstable_readConfig({ config: `${ROOT}wrangler.toml` });
  for (const [name, value] of Object.entries(vars)) expect(JSON.stringify(value).length, name).toBeLessThan(5_000);
  // Unquoted TOML dates pass a dry run and crash `wrangler dev`.
  expect(readFileSync(`${ROOT}wrangler.toml`, "utf8")).not.toMatch(/= \d{4}-\d{2}-\d{2}/);
});
