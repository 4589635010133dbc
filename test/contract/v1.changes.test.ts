/** The house rules of the changes: each is used, has a test, and says in the guide what it means for a client. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Told } from "../../cli/guide.ts";

const FOLDER = fileURLToPath(new URL("../../workers/v1/changes/", import.meta.url));
const ENDPOINTS = fileURLToPath(new URL("../../workers/v1/endpoints/", import.meta.url));
const endpoints = readdirSync(ENDPOINTS)
  .map((name) => readFileSync(ENDPOINTS + name, "utf8"))
  .join("\n");
const files = readdirSync(FOLDER).filter((name) => !/\.(test|fixture)\.ts$/.test(name));

test("there are changes", () => {
  expect(files.length).toBeGreaterThan(20);
});

test.each(files)("%s has a test, an endpoint and a guide", async (name) => {
  expect(existsSync(FOLDER + name.replace(".ts", ".test.ts"))).toBe(true);
  expect(endpoints).toContain(`"../changes/${name}"`);
  const { guide } = (await import(`${FOLDER}${name}`)) as { guide?: Told };
  expect(guide?.change).toMatch(/^v1.*v2.*\.$/s);
  for (const part of [guide?.affects, guide?.migrate, guide?.why]) expect(part).toMatch(/^([A-Z`]|v2).{9,}[.:?]$/s);
  expect(["silent", "loud", "mechanical"]).toContain(guide?.severity);
});
