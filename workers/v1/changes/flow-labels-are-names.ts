import type { Change, Guide } from "../change.ts";
import { refsIn } from "./groups-are-named.ts";

export const flowLabelsAreNames: Change = {
  response: (flow) => ({ ...flow, labels: refsIn(flow["labels"]).map(({ name }) => name) }),
};

export const guide: Guide = {
  change: "v1's flow has the names of its labels in `labels`; v2 has references there.",
  affects: "Clients that read the labels of flows.",
  migrate: "Read `name` of each of the `labels`.",
  why: "A name may change; a UUID does not.",
  severity: "mechanical",
};
