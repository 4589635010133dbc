import { expect, test } from "vitest";
import { aliasesComeInsteadOfGeometry as change } from "./aliases-come-instead-of-geometry.ts";

const FOUND = { count: 1, items: [{ id: 1, ref: "R1" }] };
const BOUNDARY = { osm_id: "R1", aliases: ["Kigari"], geometry: { type: "Point" } };

test.each([
  [{}, { osm_id: "R1", geometry: { type: "Point" } }],
  [{ aliases: ["0"] }, { osm_id: "R1", geometry: { type: "Point" } }],
  [{ aliases: ["1"] }, { osm_id: "R1", aliases: ["Kigari"] }],
])("%o shows %o", (query, shown) => {
  const [item] = change.narrow?.(FOUND, query).items ?? [];
  expect(item).toMatchObject({ id: 1, ref: "R1" });
  expect(change.response?.(BOUNDARY, { id: 1, beside: item?.beside ?? {} })).toEqual(shown);
});
