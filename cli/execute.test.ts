import { expect, test } from "vitest";
import { Misuse, Unreachable } from "./command.ts";
import type { Context } from "./context.ts";
import { type Execution, execute } from "./execute.ts";

interface Step {
  readonly kind: "add";
  readonly word: string;
}

/** A world of words; what is in `broken` cannot be added. */
function world(flags: { dryRun?: boolean } = {}) {
  const words: string[] = [];
  const said: string[] = [];
  const broken = new Map<string, Error>();
  const stop = new AbortController();
  const context: Context = {
    flags: { yes: false, dryRun: flags.dryRun === true, json: false, env: null, local: false, data: "" },
    root: "",
    now: 0,
    signal: stop.signal,
    say: (line) => void said.push(line),
    confirm: (question) => Promise.resolve(question === "Sure?"),
    table: () => Promise.reject(new Error("There is no table here.")),
    target: () => Promise.reject(new Error("There is no platform here.")),
    admin: () => Promise.reject(new Error("There is no router here.")),
  };
  const execution = (...plan: string[]): Execution<Step> => ({
    plan: { kind: "steps", steps: plan.map((word) => ({ kind: "add", word })), warnings: ["Mind."] },
    question: "Sure?",
    performers: {
      add: {
        tells: ({ word }) => `Add ${word}`,
        shows: ({ word }) => Promise.resolve([`+${word}`]),
        done: ({ word }) => {
          const error = broken.get(`look at ${word}`);
          return error === undefined ? Promise.resolve(words.includes(word)) : Promise.reject(error);
        },
        perform: ({ word }) => {
          const error = broken.get(word);
          if (error !== undefined) return Promise.reject(error);
          words.push(word);
          return Promise.resolve();
        },
      },
    },
  });
  return { words, said, broken, stop, context, execution };
}

test("steps are shown, then taken in order; what is so already is left out", async () => {
  const { words, said, context, execution } = world();
  words.push("b");
  const outcome = await execute(context, execution("a", "b", "c"));
  expect(words).toEqual(["b", "a", "c"]);
  expect(said).toEqual([
    "Note: Mind.",
    "What will be done:",
    "  1. Add a",
    "     +a",
    "  2. Add b",
    "     +b",
    "  3. Add c",
    "     +c",
    "Doing: Add a",
    "Done: Add a",
    "Was done already: Add b",
    "Doing: Add c",
    "Done: Add c",
  ]);
  expect(outcome).toMatchObject({
    kind: "done",
    wire: { warnings: ["Mind."], steps: [{ taken: "now" }, { taken: "earlier" }, { taken: "now" }] },
  });
});

test("a dry run and a no change nothing", async () => {
  const dry = world({ dryRun: true });
  expect(await execute(dry.context, dry.execution("a"))).toMatchObject({
    kind: "planned",
    wire: { steps: [{ kind: "add", step: "Add a", shows: ["+a"] }] },
  });
  const no = world();
  expect(await execute(no.context, { ...no.execution("a"), question: "Really?" })).toMatchObject({ kind: "refused" });
  expect([dry.words, no.words]).toEqual([[], []]);
});

test("a refusal is the outcome, and nothing is said of steps", async () => {
  const { said, context, execution } = world();
  const refused = { ...execution(), plan: { kind: "refused", refusals: ["No."] } as const };
  expect(await execute(context, refused)).toEqual({ kind: "refused", reasons: ["No."] });
  expect(said).toEqual([]);
});

test("a run that breaks says what is done and goes on there when it is started again", async () => {
  const { words, broken, context, execution } = world();
  broken.set("b", new Unreachable("The line is dead."));
  await expect(execute(context, execution("a", "b", "c"))).rejects.toThrow(
    "Not done: Add b.\nThe line is dead.\nDone before that: Add a. Start it again",
  );
  expect(words).toEqual(["a"]);
  broken.clear();
  expect(await execute(context, execution("a", "b", "c"))).toMatchObject({ kind: "done" });
  expect(words).toEqual(["a", "b", "c"]);
});

test("the errors that promise that nothing changed come through only while nothing has", async () => {
  for (const error of [new Unreachable("Dead."), new Misuse("Wrong.")]) {
    const { broken, context, execution } = world();
    broken.set("look at a", error);
    await expect(execute(context, execution("a"))).rejects.toBe(error);
    broken.clear();
    broken.set("look at b", error);
    const later = await execute(context, execution("a", "b")).catch((it: unknown) => it);
    expect(later).not.toBeInstanceOf(error.constructor);
    const { broken: alone, context: other, execution: of } = world();
    alone.set("a", error);
    expect(await execute(other, of("a")).catch((it: unknown) => it)).not.toBeInstanceOf(error.constructor);
  }
});

test("an interruption stops before the next step", async () => {
  const { words, stop, context, execution } = world();
  stop.abort();
  await expect(execute(context, execution("a"))).rejects.toThrow("Interrupted");
  expect(words).toEqual([]);
});
