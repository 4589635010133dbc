import type { Change, Guide } from "../change.ts";
import { isObject } from "../../../http/object.ts";

export const boundariesAreKnownByTheirId: Change = {
  response: ({ osm_id: id, name, level, parent, ...rest }) => ({
    boundary: id,
    name,
    level,
    parent: isObject(parent) ? parent["osm_id"] : null,
    ...rest,
  }),
};

export const guide: Guide = {
  change:
    "v1 calls the OSM id of a boundary `boundary`, has its parent's in `parent`, and sorts by level and name; v2 calls it `osm_id`, has id and name of the parent, and sorts by the id.",
  affects: "Everybody who reads boundaries.",
  migrate: "Read `osm_id` and `parent.osm_id`. Read all of them before you build a tree: a parent may come later.",
  why: "A list that is sorted by what does not change can be read while boundaries are imported.",
  severity: "mechanical",
};
