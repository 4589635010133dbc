import type { Dialect } from "./cases.ts";

export const dialect: Dialect = {
  updated: 201,
  nothingToUpdate: 400,
  update: (uuid, values) => ["/contacts.json", { uuid, ...values }],
  archive: (message) => ({ messages: [message], action: "archive" }),
  restore: (message) => ({ messages: [message], action: "unarchive" }),
  textType: "T",
  nobody: "urns=twitter:nobody_at_all",
  skips: {
    "a label is made once, and counts its messages":
      "a second POST of a name answered the label that was there, and clients rely on it",
    "a write twice with one Idempotency-Key is done once": "v1 never had the field; whoever can send it can call v2",
  },
};
