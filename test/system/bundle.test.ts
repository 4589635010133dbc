import { expect, test } from "vitest";
import { bundle } from "../../bench/bundle.ts";

test("the router is at most 24 kB gzipped: every cold start on the way to any version loads it", () => {
  const { gzippedBytes } = bundle("router", "wrangler.toml");
  expect(gzippedBytes).toBeLessThanOrEqual(24_000);
  expect(gzippedBytes).toBeGreaterThan(5_000);
});
