import type { Change, Guide } from "../change.ts";

export const stoppedIsCalledFailed: Change = {
  response: (contact) => ({ ...contact, failed: contact["stopped"] }),
};

export const guide: Guide = {
  change: "v1 calls a contact `failed` that v2 calls `stopped`.",
  affects: "Whoever skips contacts that opted out.",
  migrate: "Read `stopped`. It means the same: the contact asked not to be written to.",
  why: "Nothing failed: somebody said stop.",
  severity: "mechanical",
};
