import type { Change } from "../change.ts";

export const aCountIsCalledSize: Change = {
  description: "v1 calls `size` what v2 calls the `count` of a group.",
  response: (group) => ({ ...group, size: group["count"] }),
};
