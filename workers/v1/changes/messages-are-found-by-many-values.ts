import type { CountedMessageQuery } from "../../../contracts/counted_messages.ts";
import type { Change, Guide } from "../change.ts";
import type { Query } from "../change.ts";
import { between, repeated, repeatedNumbers, sent, single, split, splitNumbers, truth } from "../query.ts";

export const messagesAreFoundByManyValues: Change<CountedMessageQuery> = {
  select: (query, selection) => {
    const range = between(query);
    if (range === null) return null;
    return {
      ...selection,
      ...sent({
        id: ids(query),
        contact: split(query, "contact"),
        group: split(query, "group_uuids"),
        groupNames: repeated(query, "group"),
        broadcast: splitNumbers(query, "broadcast"),
        flow: splitNumbers(query, "flow"),
        channel: repeatedNumbers(query, "channel"),
        phone: split(query, "phone"),
        urn: urns(query),
        text: single(query, "text"),
        archived: truth(query, "archived"),
      }),
      ...range,
    };
  },
};

/** `sms` is the older name. Of both, as of any two filters, both must hold. */
function ids(query: Query): readonly number[] | undefined {
  const [id, sms] = [splitNumbers(query, "id"), splitNumbers(query, "sms")];
  return id !== undefined && sms !== undefined ? id.filter((one) => sms.includes(one)) : (id ?? sms);
}

/** v1's client says `urns` where v1 read `urn`. */
function urns(query: Query): readonly string[] | undefined {
  const [urn, named] = [repeated(query, "urn"), repeated(query, "urns")];
  return urn === undefined && named === undefined ? undefined : [...(urn ?? []), ...(named ?? [])];
}

export const guide: Guide = {
  change:
    "v1 finds messages by several values of `id`, `contact`, `group_uuids`, `broadcast`, `flow`, `phone`, `urn`, `channel` and more, all of them together, and by a part of the `text`; v2 takes one `id`, and one of `contact`, `folder`, `label` and `broadcast`, with `before` and `after`.",
  affects: "Whoever looks for messages by more than one thing, by text, by number, by group, by channel or by flow.",
  migrate:
    "Ask by the one filter that narrows most, and test the rest in the messages that come. To follow what is received, ask for `folder=incoming` and the `after` of the last one seen. v2 ignores the filters it does not have: it answers with more, not with an error.",
  why: "Such filters looked at every message of the account, however few they found; v2 has a list for each of its filters.",
  severity: "silent",
};
