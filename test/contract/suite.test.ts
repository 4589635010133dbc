/**
 * The cases that every version is held to, against each that is bound and has a dialect. `versions.test.ts` holds all to
 * what is true whatever the API is.
 */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { startSystem, type System } from "../system/harness.ts";
import { type Answer, type Ask, CASES, type Dialect, type Wire } from "./suite/cases.ts";

const { versions } = await findWorkers(process.cwd());
const oldestFirst = versions.toReversed();
const spoken = (await Promise.all(oldestFirst.map(speaker))).filter((it) => it !== null);

/** A version speaks as the one before it until it has a dialect of its own: it began as its copy. */
async function speaker(number: number) {
  const own = (one: number): URL => new URL(`suite/v${one}.dialect.ts`, import.meta.url);
  const like = Array.from({ length: number + 1 }, (_, back) => number - back).find((one) => existsSync(own(one)));
  if (like === undefined) return null;
  const { dialect } = (await import(own(like).href)) as { dialect: Dialect };
  return { root: `/api/v${number}`, dialect };
}

test("the newest version is held to them, and no case is skipped that there is not", () => {
  expect(spoken.at(-1)?.root).toBe(`/api/v${versions[0]}`);
  const names = CASES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { dialect } of spoken) expect(names).toEqual(expect.arrayContaining(Object.keys(dialect.skips)));
});

describe.each(spoken)("$root", ({ root, dialect }) => {
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
