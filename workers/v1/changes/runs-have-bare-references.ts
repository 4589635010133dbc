import { isObject } from "../../../http/object.ts";
import type { Change, Guide } from "../change.ts";

export const runsHaveBareReferences: Change = {
  response: (run, { beside }) => ({
    ...run,
    run: run["id"],
    flow_uuid: uuidOf(run["flow"]),
    flow: beside["flow"] ?? null,
    contact: uuidOf(run["contact"]),
  }),
};

function uuidOf(reference: unknown): unknown {
  return isObject(reference) ? reference["uuid"] : null;
}

export const guide: Guide = {
  change:
    "v1's run has its number in `run`, that of its flow in `flow`, and bare UUIDs in `flow_uuid` and `contact`; v2 has `id`, and references in `flow` and `contact`.",
  affects: "Every client that reads runs.",
  migrate: "Read `id`, `flow.uuid` and `contact.uuid`.",
  why: "A reference shows the name beside the UUID, which saves a call.",
  severity: "mechanical",
};
