import type { Change, Guide } from "../change.ts";

export const anUpdateWithoutANameClearsIt: Change = {
  request: (call) =>
    call.method === "POST" && call.query["uuid"] !== undefined
      ? { ...call, body: { ...call.body, name: call.body["name"] ?? null } }
      : call,
};

export const guide: Guide = {
  change: "v1 clears the name of a contact that is updated by `uuid` without one; v2 leaves the name as it is.",
  affects:
    "Whoever relied on leaving `name` out to remove it; and whoever sent the name every time so as not to lose it.",
  migrate: 'Send `"name": null` to clear it, and nothing to keep it.',
  why: "An update should change what it names and nothing else.",
  severity: "silent",
};
