/** v1 as it is deployed: small, without storage of its own, and made of nothing that belongs to another worker. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "@decimalturn/toml-patch";
import { expect, test } from "vitest";
import { bundle } from "../../bench/bundle.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CONFIG = "workers/v1/wrangler.toml";
const made = bundle("v1", CONFIG);

test("it is at most 40 kB gzipped", () => {
  expect(made.gzippedBytes).toBeLessThanOrEqual(40_000);
  expect(made.gzippedBytes).toBeGreaterThan(5_000);
});

test("it imports nothing of v2, of the store or of the router, and no descriptions", () => {
  const [main] = made.modules;
  const map = `${main?.file}.map`;
  const { sources } = JSON.parse(readFileSync(map, "utf8")) as { sources: string[] };
  const files = sources.map((source) => resolve(dirname(map), source).slice(ROOT.length));
  expect(files).toContain("workers/v1/index.ts");
  const own =
    /^(workers\/v1\/(?!openapi\/|document\.ts)|contracts\/|http\/|node_modules\/(itty-router|src|content-type)\/)/;
  expect(files.filter((file) => !own.test(file))).toEqual([]);
});

test("it is bound to v2 and to the store's legacy module, and to nothing else", () => {
  const { services, ...config } = parse(readFileSync(`${ROOT}/${CONFIG}`, "utf8")) as Record<string, unknown>;
  expect(services).toEqual([
    { binding: "V2", service: "milepost-v2" },
    { binding: "V2_INTERNAL", service: "milepost-v2", entrypoint: "Internal" },
    { binding: "LEGACY", service: "milepost-store", entrypoint: "LegacyV1" },
  ]);
  expect(Object.keys(config).toSorted()).toEqual([
    "compatibility_date",
    "main",
    "minify",
    "name",
    "observability",
    "preview_urls",
    "workers_dev",
  ]);
});
