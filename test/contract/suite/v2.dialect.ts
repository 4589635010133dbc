import type { Dialect } from "./cases.ts";

export const dialect: Dialect = {
  updated: 200,
  nothingToUpdate: 404,
  update: (uuid, values) => [`/contacts.json?uuid=${uuid}`, values],
  archive: (message) => ({ messages: [message], action: "archive" }),
  restore: (message) => ({ messages: [message], action: "restore" }),
  textType: "text",
  nobody: "urn=twitter:nobody_at_all",
  skips: {},
};
