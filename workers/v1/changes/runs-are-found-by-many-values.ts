import type { CountedRunQuery } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { between, sent, split, splitNumbers } from "../query.ts";

export const runsAreFoundByManyValues: Change<CountedRunQuery> = {
  select: (query, selection) => {
    const bounds = between(query);
    if (bounds === null) return null;
    const uuids = (name: string) => split(query, name)?.map((uuid) => uuid.trim().toLowerCase());
    const filters = {
      run: splitNumbers(query, "run"),
      flow: uuids("flow_uuid"),
      contact: uuids("contact"),
      group: uuids("group_uuids"),
      groupNames: split(query, "group"),
    };
    return { ...selection, ...sent(filters), ...bounds };
  },
};

export const guide: Guide = {
  change:
    "v1 finds runs by several values of `run`, `flow_uuid`, `contact`, `group_uuids` or `group` at once, and combines these filters; v2 takes one `id`, and one of `flow` and `contact`.",
  affects: "Clients that fetch the runs of several flows or contacts in one list, or those of a group's members.",
  migrate:
    "Ask once for each `flow` or `contact`. For a group read its contacts, or read the flow's runs and keep those of its members.",
  why: "Filters that combine freely cannot all be served by an index.",
  severity: "silent",
};
