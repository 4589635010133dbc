/** The house rules of the changes: one sentence, one test, and used. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("../../workers/v1/changes/", import.meta.url));
const ENDPOINTS = fileURLToPath(new URL("../../workers/v1/endpoints/", import.meta.url));
const endpoints = readdirSync(ENDPOINTS)
  .map((name) => readFileSync(ENDPOINTS + name, "utf8"))
  .join("\n");
const files = readdirSync(FOLDER).filter((name) => !/\.(test|fixture)\.ts$/.test(name));

test("there are changes", () => {
  expect(files.length).toBeGreaterThan(20);
});

test.each(files)("%s has a test, an endpoint and one sentence about v1", (name) => {
  expect(existsSync(FOLDER + name.replace(".ts", ".test.ts"))).toBe(true);
  expect(endpoints).toContain(`"../changes/${name}"`);
  const [, sentence] = /description:\s*["'`](.*?)["'`],\n/s.exec(readFileSync(FOLDER + name, "utf8")) ?? [];
  expect(sentence).toMatch(/^v1.*\.$/s);
});
