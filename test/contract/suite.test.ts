/**
 * The cases that every version is held to, against each that is bound and has a dialect: one that nobody can say what it
 * speaks is another API, which `versions.test.ts` looks at.
 */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { startSystem, type System } from "../system/harness.ts";
import { type Answer, type Ask, CASES, type Dialect, type Wire } from "./suite/cases.ts";

const { versions } = await findWorkers(process.cwd());
const spoken = await Promise.all(
  versions.map(async (number) => {
    const file = new URL(`suite/v${number}.dialect.ts`, import.meta.url);
    if (!existsSync(file)) return [];
    const { dialect } = (await import(file.href)) as { dialect: Dialect };
    return [{ root: `/api/v${number}`, dialect }];
  }),
);

test("the newest version is held to them, and no case is skipped that there is not", () => {
  expect(spoken[0]).toHaveLength(1);
  const names = CASES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { dialect } of spoken.flat()) expect(names).toEqual(expect.arrayContaining(Object.keys(dialect.skips)));
});

describe.each(spoken.flat())("$root", ({ root, dialect }) => {
  let system: System;
  // Its own: what one version writes, the other would find.
  beforeAll(async () => void (system = await startSystem()));
  afterAll(() => system.close());

  const ask: Ask = async (path, asked) => {
    const response = await system.fetch(`${root}${path}`, asked);
    const text = await response.text();
    const isObject = response.headers.get("Content-Type")?.includes("json") === true && text.startsWith("{");
    const body = isObject ? (JSON.parse(text) as Wire) : {};
    return { status: response.status, headers: response.headers, text, body } satisfies Answer;
  };

  test.for(CASES)("$name", async ({ name, holds }, { skip }) => {
    const reason = dialect.skips[name];
    if (reason !== undefined) skip(reason);
    await holds(ask, dialect);
  });
});
