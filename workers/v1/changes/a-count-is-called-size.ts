import type { Change, Guide } from "../change.ts";

export const aCountIsCalledSize: Change = {
  response: (group) => ({ ...group, size: group["count"] }),
};

export const guide: Guide = {
  change: "v1 calls `size` what v2 calls the `count` of a group.",
  affects: "Whoever shows or compares how many contacts a group has.",
  migrate: "Read `count` instead.",
  why: "Every list of v2 that counts something says `count`.",
  severity: "mechanical",
};
