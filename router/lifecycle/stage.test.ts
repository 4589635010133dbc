import { describe, expect, test } from "vitest";
import { application, version } from "../../test/registry.ts";
import { brownoutAt, latestOf, nextChange, oldestOf, stageOf, successorOf } from "./stage.ts";

const at = (day: string) => Date.parse(day);
const NOW = at("2026-11-20");

describe("the stage of a version", () => {
  test.each([
    ["bound and nothing said", version(2), "current"],
    ["not bound", version(2, { bound: false }), "retired"],
    ["preview", version(2, { preview: true }), "preview"],
    ["deprecated tomorrow", version(2, { deprecated: at("2026-11-21") }), "current"],
    ["deprecated from this instant", version(2, { deprecated: NOW }), "deprecated"],
    ["sunset passed", version(2, { deprecated: at("2026-01-01"), sunset: at("2026-11-01") }), "deprecated"],
    [
      "sunset passed and enforced",
      version(2, { deprecated: at("2026-01-01"), sunset: NOW, enforceSunset: true }),
      "retired",
    ],
    [
      "enforced sunset tomorrow",
      version(2, { deprecated: at("2026-01-01"), sunset: at("2026-11-21"), enforceSunset: true }),
      "deprecated",
    ],
    ["retired by date while bound", version(2, { retired: NOW }), "retired"],
  ] as const)("%s", (_name, it, stage) => {
    expect(stageOf(it, NOW)).toBe(stage);
  });
});

test("a brownout is half-open: its start is in, its end is out", () => {
  const it = version(1, { brownouts: [{ start: 100, end: 200 }] });
  expect([99, 100, 199, 200].map((now) => brownoutAt(it, now) !== null)).toEqual([false, true, true, false]);
});

test("latest is the newest current version, else the newest deprecated, never a preview", () => {
  const deprecated = { deprecated: at("2026-01-01") };
  expect(
    latestOf(application([version(1), version(2), version(3, deprecated), version(4, { preview: true })]), NOW)?.number,
  ).toBe(2);
  expect(
    latestOf(application([version(1, deprecated), version(2, deprecated), version(4, { preview: true })]), NOW)?.number,
  ).toBe(2);
  expect(latestOf(application([version(4, { preview: true })]), NOW)).toBeNull();
});

test("oldest is the oldest released version that is live", () => {
  const it = application([version(0, { preview: true }), version(1, { bound: false }), version(2), version(3)]);
  expect(oldestOf(it, NOW)?.number).toBe(2);
});

test("a retired successor points on to the next live one, and a circle ends", () => {
  const chain = application([
    version(1, { bound: false, successor: 2 }),
    version(2, { bound: false, successor: 3 }),
    version(3),
  ]);
  const [, , first] = chain.versions;
  if (first === undefined) throw new Error("no version 1");
  expect(successorOf(chain, first, NOW)?.number).toBe(3);
  const circle = application([version(1, { bound: false, successor: 2 }), version(2, { bound: false, successor: 1 })]);
  const [, start] = circle.versions;
  if (start === undefined) throw new Error("no version 1");
  expect(successorOf(circle, start, NOW)).toBeNull();
});

test("the next change is the first date ahead that moves a stage", () => {
  const it = application([
    version(1, { deprecated: at("2026-12-01"), sunset: at("2026-11-25") }),
    version(2, { deprecated: at("2026-01-01") }),
  ]);
  expect(nextChange(it, NOW)).toBe(at("2026-12-01"));
  expect(nextChange(it, at("2026-12-01"))).toBe(Infinity);
});
