import { expect, test } from "vitest";
import { type Guided, guideText, type Told } from "./guide.ts";

const told = (severity: Told["severity"]): Told => ({
  change: `v3 did what is ${severity}; v4 does not.`,
  affects: "Everybody.",
  migrate: "Do the other thing.",
  why: "It is better.",
  severity,
});

const GUIDED: Guided = {
  version: 3,
  successor: 4,
  preface: "# Leaving\n\nWords.\n",
  changes: new Map([
    ["names-are-long", told("mechanical")],
    ["a-urn-moves", told("silent")],
    ["lists-are-short", told("loud")],
  ]),
  endpoints: [
    { name: "a", changes: ["names-are-long", "a-urn-moves"] },
    { name: "b", changes: ["names-are-long"] },
    { name: "c", changes: ["names-are-long", "lists-are-short"] },
    { name: "d", changes: [] },
  ],
  operations: [
    { method: "GET", endpoint: "a", successor: "GET /z", migration: "Ask z." },
    { method: "POST", endpoint: "d", successor: null, migration: "Stop." },
  ],
};

const text = guideText(GUIDED);

test("the preface comes first, then every change by severity", () => {
  expect(text).toMatch(/^# Leaving\n\nWords\.\n\n## Every change\n/);
  const rows = text.split("\n").filter((line) => /^\| (silent|loud|mechanical) /.test(line));
  expect(rows).toEqual([
    "| silent | A URN moves | a |",
    "| loud | Lists are short | c |",
    "| mechanical | Names are long | a, b, c |",
  ]);
});

test("what concerns three endpoints is told once, and each of them refers to it", () => {
  expect(text.match(/### Names are long/g)).toHaveLength(1);
  expect(text.match(/Described above: Names are long\./g)).toHaveLength(3);
  expect(text).toContain("* **Affected** (a, b, c): Everybody.");
});

test("an endpoint has its operations, what takes their place, and its own changes in full", () => {
  const [, a = "", b = ""] = text.split(/^## [abcd]$/m);
  expect(a).toContain("| v3 | v4 | what to do |\n|---|---|---|\n| `GET /a` | `GET /z` | Ask z. |");
  expect(a).toContain(
    "### A URN moves\n\nv3 did what is silent; v4 does not.\n\n* **Affected**: Everybody.\n" +
      "* **Migrate**: Do the other thing.\n* **Why**: It is better.\n* **Severity**: silent.",
  );
  expect(b).not.toContain("A URN moves");
  expect(text).toContain("| `POST /d` | – | Stop. |");
});

test("a change that says nothing stops the guide", () => {
  expect(() => guideText({ ...GUIDED, changes: new Map() })).toThrow("exports no guide");
});
