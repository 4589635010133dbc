import type { Change, Guide } from "../change.ts";

export const groupsHaveIntegerTwins: Change = {
  response: (group, { id }) => ({ ...group, group: id }),
};

export const guide: Guide = {
  change: "v1's group has an integer, `group`, beside its `uuid`; v2's has only the UUID.",
  affects: "Clients that keep groups under the integers from before UUIDs.",
  migrate: "Read each group once through v1, while it answers, and keep its `uuid` beside the integer you have.",
  why: "An integer says how many groups everybody has, and means nothing in another copy of the data.",
  severity: "loud",
};
