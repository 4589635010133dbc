import type { Change } from "../change.ts";

export const anUpdateWithoutANameClearsIt: Change = {
  description: "v1 clears the name of a contact that is updated by `uuid` without one; v2 leaves it as it is.",
  request: (call) =>
    call.method === "POST" && call.query["uuid"] !== undefined
      ? { ...call, body: { ...call.body, name: call.body["name"] ?? null } }
      : call,
};
