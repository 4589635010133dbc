import { aCountIsCalledSize } from "../changes/a-count-is-called-size.ts";
import { groupsAreFoundByPartOfAName } from "../changes/groups-are-found-by-part-of-a-name.ts";
import { groupsHaveIntegerTwins } from "../changes/groups-have-integer-twins.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { listEndpoint } from "../endpoint.ts";

export const groups = listEndpoint({
  name: "groups",
  roles: ["A", "E"],
  methods: ["GET"],
  counted: "groups",
  identifier: "uuid",
  objects: (upstream, refs) => upstream.pick("groups", refs),
  changes: [
    onlyItsFirstAttributes(["group", "uuid", "name", "size"]),
    groupsAreFoundByPartOfAName,
    groupsHaveIntegerTwins,
    aCountIsCalledSize,
  ],
});
