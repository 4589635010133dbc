import { expect, test } from "vitest";
import { startArguments } from "./start-arguments.ts";

test("nothing asked for: the usual port and folder", () => {
  expect(startArguments([])).toEqual({ port: 8787, data: ".milepost", import: null, https: false });
});

test("everything asked for", () => {
  expect(startArguments(["--port", "0", "--data=d", "--import", "f.ndjson", "--https"])).toEqual({
    port: 0,
    data: "d",
    import: "f.ndjson",
    https: true,
  });
});

test.each([
  [["--prot", "1"]],
  [["--port", "70000"]],
  [["--port", "-1"]],
  [["--port", "eighty"]],
  [["--data="]],
  [["stray"]],
  [["--import"]],
])("%j is refused by one sentence", (args) => {
  expect(() => startArguments(args)).toThrow(/^[^\n]+$/);
});
