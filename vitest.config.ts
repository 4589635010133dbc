import { existsSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const STORE = "./store/wrangler.toml";

/**
 * What operators and developers do from beginning to end, with the real wrangler at every step: minutes, which nobody
 * waits for after each change. `npm run stories` runs them, and CI does.
 */
const STORIES = [
  "test/deploy/{milepost.*,own-api,readme,releasing,retire.*,retiring,v*.*,without}.test.ts",
  "test/system/{cli.*,*.differential}.test.ts",
];

/** Milliseconds: far more than any of them takes, so that a machine that is slow or busy fails none. */
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };

/** Wrangler is started for much of it, and most of the time is spent waiting for what it starts. */
const DEPLOYING = {
  ...PATIENT,
  globalSetup: "test/deploy/deployed.ts",
  testTimeout: 180_000,
  hookTimeout: 180_000,
  maxWorkers: 3,
};

/**
 * By what a test needs: nothing (pure rooms), workerd (the store, the router's objects), all workers over real
 * HTTP (system, contract, conformance), wrangler and the local edge (deploy, stories).
 */
export default defineConfig({
  test: {
    // Of the rooms that wait for nothing: one for each core that CI's smallest machine has.
    maxWorkers: 2,
    reporters: ["default", "./test/summary.ts"],
    projects: [
      {
        test: {
          name: "pure",
          ...PATIENT,
          // Nothing in these rooms keeps anything: a worker per file would only cost its start.
          isolate: false,
          include: ["{router,workers,contracts,http,cli,local}/**/*.test.ts", "test/limits/**/*.test.ts"],
          exclude: ["**/*.object.test.ts"],
        },
      },
      // An API that keeps its data elsewhere has none.
      ...(existsSync(STORE)
        ? [
            {
              plugins: [cloudflareTest({ wrangler: { configPath: STORE } })],
              // Each test has objects of its own; starting the runtime anew for each file would double the cost.
              test: { name: "runtime", ...PATIENT, isolate: false, include: ["store/**/*.test.ts"] },
            },
          ]
        : []),
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./router/admin/wrangler.toml" },
            // The store is a worker of its own; tests of single objects do without.
            miniflare: { serviceBindings: { STORE: () => new Response(null, { status: 404 }) } },
          }),
        ],
        test: { name: "objects", ...PATIENT, isolate: false, include: ["router/**/*.object.test.ts"] },
      },
      {
        test: {
          name: "system",
          ...PATIENT,
          globalSetup: "test/system/built.ts",
          // Loading wrangler and Miniflare takes longer than starting all workers: once for each worker of vitest.
          isolate: false,
          include: ["test/{system,contract,conformance}/**/*.test.ts"],
          exclude: STORIES,
          // More than there are cores: windows, leases and backoff are mostly waited for.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "deploy",
          ...DEPLOYING,
          include: ["test/deploy/**/*.test.ts"],
          exclude: STORIES,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "stories",
          ...DEPLOYING,
          globalSetup: [DEPLOYING.globalSetup, "test/system/built.ts"],
          include: STORIES,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
