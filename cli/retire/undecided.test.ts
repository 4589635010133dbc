import { expect, test } from "vitest";
import { readTable } from "../table/read.ts";
import type { RetirementRecord } from "./record.ts";
import { undecidedIn, undecidedSentence } from "./undecided.ts";

const UNBOUND = `[[services]]
binding = "V4"
service = "four"
[vars.VERSION_V3]
successor = 4
`;
const STAGING = UNBOUND.replaceAll(/^(\[+)/gm, "$1env.staging.").replace("four", "four-staging");

function tableOf(text: string) {
  const read = readTable(text, Date.parse("2027-04-06"));
  if (!read.ok) throw new Error(read.fault);
  return read.table;
}

const entry = { run: "aaaa", deleted: null };
const decided = { days: 30, list: [] };
/** Retired in staging, whose turn it was. */
const record = (callersAtTop: typeof decided | null): RetirementRecord => ({
  version: "V3",
  retired: "2027-04-06T10:00:00Z",
  by: "somebody",
  because: null,
  environments: [
    { ...entry, environment: "staging", worker: "three-staging", callers: decided },
    { ...entry, environment: null, worker: "three", callers: callersAtTop },
  ],
});

test("an environment that another one's retirement unbound has to decide, until it has", () => {
  const table = tableOf(UNBOUND + STAGING);
  const undecided = undecidedIn([record(null)], table);
  expect(undecided).toEqual([{ binding: "V3", label: "v3", environment: null }]);
  expect(undecided.map(undecidedSentence)).toEqual([
    expect.stringMatching(/the top level .*: milepost version retire v3$/),
  ]);
  expect(undecidedIn([record(decided)], table)).toEqual([]);
  expect(undecidedIn([], table)).toEqual([]);
});

test("what is bound again is nothing to decide about", () => {
  const bound = '[[services]]\nbinding = "V3"\nservice = "three"\n';
  expect(undecidedIn([record(null)], tableOf(bound + UNBOUND + STAGING))).toEqual([]);
});

test("operations that were kept leave the rest to be decided", () => {
  const kept = '[[services]]\nbinding = "V3"\nservice = "three"\n';
  const text = `${kept}${UNBOUND}retired = "2027-04-01"\nretained = ["GET /org"]\n`;
  expect(undecidedIn([record(null)], tableOf(text + STAGING)).map(({ environment }) => environment)).toEqual([null]);
});

test("the environment is named with the command", () => {
  const told = undecidedSentence({ binding: "A_V3", label: "a/v3", environment: "staging" });
  expect(told).toMatch(/\[env\.staging\] .*: milepost version retire a\/v3 --env staging$/);
});
