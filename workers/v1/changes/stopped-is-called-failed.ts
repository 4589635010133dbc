import type { Change } from "../change.ts";

export const stoppedIsCalledFailed: Change = {
  description: "v1 calls a contact `failed` that v2 calls `stopped`.",
  response: (contact) => ({ ...contact, failed: contact["stopped"] }),
};
