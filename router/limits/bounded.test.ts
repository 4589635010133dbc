import { expect, test } from "vitest";
import { Bounded } from "./bounded.ts";

test("a flood of names never grows it, and pushes out what was made first", () => {
  const bounded = new Bounded<number>(100);
  for (let index = 0; index < 50_000; index++) bounded.put(`name ${index}`, index);
  expect(bounded.size).toBe(100);
  expect([bounded.get("name 49900"), bounded.get("name 49899")]).toEqual([49_900, undefined]);
});
