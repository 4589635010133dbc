import { expect, test } from "vitest";
import { migrate } from "./objects.ts";

const BEFORE = { classes: { Old: "sqlite", Kept: "legacy-kv" }, migrationTag: "one" } as const;

test("migrations create, rename and delete classes, and move the tag", () => {
  const steps = [
    { new_sqlite_classes: ["New"], renamed_classes: [{ from: "Old", to: "Renamed" }] },
    { deleted_classes: ["Kept"] },
  ];
  expect(migrate(BEFORE, { old_tag: "one", new_tag: "three", steps }, undefined)).toEqual({
    classes: { New: "sqlite", Renamed: "sqlite" },
    migrationTag: "three",
    erased: ["Kept"],
    renamed: [{ from: "Old", to: "Renamed" }],
  });
});

test("without migrations everything stays", () => {
  expect(migrate(BEFORE, undefined, undefined)).toMatchObject({ ...BEFORE, erased: [], renamed: [] });
});

test.each([
  ["a worker that has migrations, none expected", BEFORE, { new_tag: "one" }, 10079],
  ["a new worker, some expected", undefined, { old_tag: "one", new_tag: "two" }, 10079],
  ["creating what exists", BEFORE, { old_tag: "one", steps: [{ new_classes: ["Old"] }] }, 10079],
  ["deleting what does not", BEFORE, { old_tag: "one", steps: [{ deleted_classes: ["Gone"] }] }, 10061],
  [
    "renaming what does not",
    BEFORE,
    { old_tag: "one", steps: [{ renamed_classes: [{ from: "Gone", to: "X" }] }] },
    10061,
  ],
])("refused: %s", (_name, before, migrations, code) => {
  expect(() => migrate(before, migrations, undefined)).toThrow(expect.objectContaining({ code }));
});

test("declared exports create once, keep what is there, and delete when told", () => {
  const declared = {
    New: { type: "durable-object" },
    Old: { type: "durable-object", storage: "sqlite" },
    Kept: { type: "durable-object", state: "deleted" },
  } as const;
  expect(migrate(BEFORE, undefined, declared)).toMatchObject({
    classes: { Old: "sqlite", New: "sqlite" },
    erased: ["Kept"],
  });
});
