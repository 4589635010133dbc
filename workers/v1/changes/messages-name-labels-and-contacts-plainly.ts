import type { Change, Guide } from "../change.ts";
import { refIn } from "../refs.ts";
import { refsIn } from "./groups-are-named.ts";

export const messagesNameLabelsAndContactsPlainly: Change = {
  response: (message) => ({
    ...message,
    contact: refIn(message["contact"])?.uuid ?? null,
    labels: refsIn(message["labels"]).map(({ name }) => name),
  }),
};

export const guide: Guide = {
  change:
    "v1's message has the UUID of its `contact` and the names of its `labels`; v2 has references `{uuid, name}` for both.",
  affects: "Everybody who reads messages.",
  migrate: "Read `contact.uuid` and `labels[].name`.",
  why: "With name and UUID together nobody has to ask again, and a label that is renamed stays the same.",
  severity: "mechanical",
};
