import { expect, test } from "vitest";
import { aroundOf, namesIn } from "./around.ts";

test.each([
  ["URNs, each once", { urns: ["tel:0788", "ext:a", "tel:0788"] }, { urns: ["tel:0788", "ext:a"] }],
  ["a phone", { phone: "0788 123" }, { urns: ["tel:0788 123"] }],
  ["a message's URNs or phones", { urn: "ext:a", phone: ["1", "2"] }, { urns: ["ext:a", "tel:1", "tel:2"] }],
  ["groups", { groups: ["Customers"], group_uuids: ["u"] }, { groups: ["Customers"] }],
  ["a channel", { channel: 11 }, { channel: 11 }],
  ["no channel that is no integer", { channel: 1.5 }, {}],
  ["nothing", { name: "Ann", fields: { age: "7" } }, {}],
])("a body names %s", (_name, body, names) => {
  expect(namesIn(body)).toEqual({ urns: [], groups: [], ...names });
});

test("no more is asked for than v2 takes", () => {
  const many = Array.from({ length: 1_001 }, (_, at) => `ext:${at}`);
  const { urns, groups } = namesIn({ urns: many, groups: many });
  expect([urns, groups]).toEqual([many.slice(0, 1_000), many.slice(0, 1_000)]);
});

test("normal forms are known by what the client wrote", () => {
  const names = { urns: ["tel:0788123123", "nonsense"], groups: [] };
  const told = {
    urns: ["tel:+250788123123", "nonsense"],
    valid: false,
    anon: true,
    owners: [{ uuid: "ann", urns: ["tel:+250788123123"] }],
    fields: [{ key: "age", label: "Age" }],
    groups: ["Customers"],
    channel: null,
  };
  const normal = new Map([
    ["tel:0788123123", "tel:+250788123123"],
    ["nonsense", "nonsense"],
  ]);
  const { urns: _, ...rest } = told;
  expect(aroundOf(names, told)).toEqual({ ...rest, normal });
});
