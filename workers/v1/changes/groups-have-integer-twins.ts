import type { Change } from "../change.ts";

export const groupsHaveIntegerTwins: Change = {
  description: "v1's group has an integer, `group`, beside its `uuid`; v2's has only the UUID.",
  response: (group, { id }) => ({ ...group, group: id }),
};
