import { expect, test } from "vitest";
import { inherit } from "./inherit.ts";

const BEFORE = {
  bindings: [
    { type: "plain_text", name: "A", text: "a" },
    { type: "service", name: "S", service: "x" },
  ],
  secrets: { KEY: "1", OTHER: "2" },
} as const;
const NOTHING = { bindings: [], secrets: {}, inherited: [], kept: [] };

test("secrets stay when wrangler asks for it, other bindings do not", () => {
  expect(inherit({ ...NOTHING, kept: ["secret_text", "secret_key"] }, BEFORE)).toEqual({
    bindings: [],
    secrets: BEFORE.secrets,
  });
  expect(inherit(NOTHING, BEFORE)).toEqual({ bindings: [], secrets: {} });
});

test("--keep-vars keeps variables, but not services", () => {
  expect(inherit({ ...NOTHING, kept: ["plain_text", "json"] }, BEFORE).bindings).toEqual([BEFORE.bindings[0]]);
});

test("what the upload brings replaces what was there under the same name, whatever its kind", () => {
  const declared = {
    ...NOTHING,
    bindings: [{ type: "plain_text", name: "KEY", text: "now a variable" }] as const,
    secrets: { OTHER: "3" },
  };
  expect(inherit({ ...declared, kept: ["secret_text"] }, BEFORE)).toEqual({
    bindings: declared.bindings,
    secrets: { OTHER: "3" },
  });
});

test("bindings are inherited by name, and a missing one is refused by name", () => {
  expect(inherit({ ...NOTHING, inherited: ["S", "KEY"] }, BEFORE)).toEqual({
    bindings: [BEFORE.bindings[1]],
    secrets: { KEY: "1" },
  });
  expect(() => inherit({ ...NOTHING, inherited: ["NOBODY"] }, BEFORE)).toThrow("NOBODY");
});
