import type { CountedMessageQuery } from "../../../contracts/counted_messages.ts";
import type { Change, Guide } from "../change.ts";
import { repeated } from "../query.ts";

export const labelsAreAskedForWithSigns: Change<CountedMessageQuery> = {
  select: (query, selection) => {
    const names = repeated(query, "label");
    if (names === undefined) return selection;
    // No name begins with any of these. A plus that nobody escaped arrives as a space.
    const all = names.filter((name) => /^[+ ]/.test(name));
    const none = names.filter((name) => name.startsWith("-"));
    const any = names.filter((name) => !all.includes(name) && !none.includes(name));
    return { ...selection, label: { any, all: all.map(withoutSign), none: none.map(withoutSign) } };
  },
};

function withoutSign(name: string): string {
  return name.slice(1);
}

export const guide: Guide = {
  change:
    "v1 finds messages by several values of `label`: any of the plain ones, all of those with `+` before them, none of those with `-`, archived messages too; v2 takes one label, by UUID or name, and finds visible messages.",
  affects: "Whoever filters messages by label.",
  migrate: "Ask for the label that fewest messages have, and test the `labels` of the messages that come.",
  why: "One label is one list; combinations of labels had to be searched for.",
  severity: "silent",
};
