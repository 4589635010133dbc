import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";
import { findWorkers } from "./deploy-configs.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

test("only the router is public, and every worker is observed", async () => {
  const { workers, router } = await findWorkers(ROOT);
  expect(workers.length).toBeGreaterThanOrEqual(3);
  for (const { name, config } of workers) {
    const read = unstable_readConfig({ config });
    expect([name, read.workers_dev, read.preview_urls, read.observability?.enabled]).toEqual([
      name,
      name === router,
      false,
      true,
    ]);
    expect(read.routes ?? [], name).toEqual([]);
  }
});

test("no variable is over the 5 KB that the platform takes", () => {
  const { vars } = unstable_readConfig({ config: `${ROOT}wrangler.toml` });
  for (const [name, value] of Object.entries(vars)) expect(JSON.stringify(value).length, name).toBeLessThan(5_000);
  // Unquoted TOML dates pass a dry run and crash `wrangler dev`.
  expect(readFileSync(`${ROOT}wrangler.toml`, "utf8")).not.toMatch(/= \d{4}-\d{2}-\d{2}/);
});
