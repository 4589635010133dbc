import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { acceptContract, contractFaults, type Contract } from "./contract.ts";

const ROOT = mkdtempSync(join(tmpdir(), "milepost-contract-"));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

/** A document with these operations of one endpoint. */
function documentWith(...methods: readonly string[]): string {
  const operations = methods.map((method) => [method, { responses: { "204": { description: "It was done." } } }]);
  const paths = { "/things.json": Object.fromEntries(operations) as object };
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Fixture", version: "1.0.0" }, paths });
}

const BOTH = documentWith("get", "delete");
const LESS = documentWith("get");
const REASON = "Nobody ever called it: usage has had none in a year.";

let made = 0;

async function contract(files: Readonly<Record<string, string>>, open = false): Promise<Contract> {
  const folder = `workers/w${(made += 1)}`;
  await mkdir(join(ROOT, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(ROOT, folder, name), text);
  return { root: ROOT, folder, open };
}

const files = (accepted: string, today: string) => ({ "openapi.accepted.json": accepted, "openapi.json": today });
const accepted = ({ folder }: Contract) => readFileSync(join(ROOT, folder, "openapi.accepted.json"), "utf8");

test("a breaking change inside a version fails, names what it breaks, and is not accepted", async () => {
  const broken = await contract(files(BOTH, LESS));
  const [fault, ...others] = await contractFaults(broken);
  expect(fault).toContain(`${broken.folder}/openapi.json breaks what clients rely on`);
  expect(fault).toContain("/paths/~1things.json/delete");
  expect(others).toEqual([]);
  expect(await acceptContract(broken)).toBe(false);
  expect(accepted(broken)).toBe(BOTH);
});

test("the same change inside a preview or v0 passes, and is what the version begins with when it is released", async () => {
  const preview = await contract(files(BOTH, LESS), true);
  expect(await contractFaults(preview)).toEqual([]);
  expect(await acceptContract(preview)).toBe(true);
  expect(await contractFaults({ ...preview, open: false })).toEqual([]);
  expect(accepted(preview)).toBe(LESS);
});

test("an additive change passes once it is accepted, and fails until then: it would be promised to nobody", async () => {
  const additive = await contract(files(LESS, BOTH));
  expect(await contractFaults(additive)).toEqual([expect.stringContaining("openapi.accepted.json is behind")]);
  expect(await acceptContract(additive)).toBe(true);
  expect(await contractFaults(additive)).toEqual([]);
  expect(await acceptContract(additive), "twice").toBe(false);
});

test("a break that somebody stood up for passes; one pointer further it does not", async () => {
  const meant = (at: string) => ({ "openapi.breaks.json": JSON.stringify([{ at, reason: REASON }]) });
  const good = await contract({ ...files(BOTH, LESS), ...meant("/paths/~1things.json/delete") });
  expect(await acceptContract(good)).toBe(true);
  const other = await contract({ ...files(BOTH, LESS), ...meant("/paths/~1things.json/get") });
  expect(await contractFaults(other)).toEqual([expect.stringContaining("breaks what clients rely on")]);
});

test.each([
  ["no document", {}, "openapi.json is missing"],
  ["a document that is no JSON", files(BOTH, "openapi: 3.1.0"), "is no JSON"],
  ["an accepted one that is no JSON", files("{", BOTH), "is no JSON"],
  ["breaks that are no JSON", { ...files(BOTH, LESS), "openapi.breaks.json": "[" }, "openapi.breaks.json is no JSON"],
  [
    "breaks without reasons",
    { ...files(BOTH, LESS), "openapi.breaks.json": '[{"at":"/paths/x"}]' },
    "is not a list of pointers",
  ],
])("%s is a fault of its own, and nothing is accepted", async (_name, given, sentence) => {
  const odd = await contract(given);
  expect(await contractFaults(odd)).toEqual([expect.stringContaining(sentence)]);
  expect(await acceptContract(odd)).toBe(false);
});
