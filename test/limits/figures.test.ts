/** What the limits cost: tokens, calls, waiting, writes. The benchmark prints the same table of longer runs. */
import { expect, test } from "vitest";
import { figures } from "./figures.ts";

test.each(figures({ seeds: 8, hours: 12 }))("$name: at most $target", ({ measured, target }) => {
  expect(measured).toBeLessThanOrEqual(target);
});
