import { BATCH_LIMIT } from "../batch.ts";
import type { Change, Guide, Preparation } from "../change.ts";
import { repeated } from "../query.ts";
import { faults, SEVERAL } from "../refusals.ts";
import type { CountedContactQuery } from "../../../contracts/counted.ts";
import { stringsIn } from "../shapes.ts";

/**
 * v2 takes names too, but no unknown ones: which of them there are is asked first, and the missing ones are created in the
 * transaction that writes the contact.
 */
export const groupsAreNamed: Change<CountedContactQuery> = {
  select: (query, selection) => {
    const groupNames = repeated(query, "group");
    return groupNames === undefined ? selection : { ...selection, groupNames };
  },
  needs: ({ body }) =>
    stringsIn(body["groups"]).length > 0 && body["group_uuids"] === undefined ? [{ fact: "around" }] : [],
  request: (call, facts) => {
    if (call.body["groups"] === undefined) return call;
    if (call.body["group_uuids"] !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["Give either group_uuids or groups, not both."] }) };
    }
    if (facts.around === undefined) return call;
    const created = missing(stringsIn(call.body["groups"]), facts.around.groups);
    // All of them and the contact are one transaction.
    if (created.length >= BATCH_LIMIT) {
      return { refuse: faults({ groups: [`Name at most ${BATCH_LIMIT - 1} new groups at once.`] }) };
    }
    return { ...call, before: [...call.before, ...created.map(creation)] };
  },
  response: (contact) => ({ ...contact, groups: refsIn(contact["groups"]).map(({ name }) => name) }),
};

/** Names are one whatever their case: the first spelling is the one that is created. */
function missing(wanted: readonly string[], known: readonly string[]): readonly string[] {
  const seen = new Set(known.map((name) => name.toLowerCase()));
  return wanted.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}

function creation(name: string): Preparation {
  return { method: "POST", path: "/groups.json", body: { name }, blames: "groups" };
}

/** v2's references, as v2 has rendered them. */
export function refsIn(value: unknown): readonly { readonly uuid: string; readonly name: string | null }[] {
  return Array.isArray(value) ? value : [];
}

export const guide: Guide = {
  change:
    "v1's contact has the names of its groups in `groups`, and a name that no group has creates one; v2's `groups` are references, and it refuses an unknown name with a 400.",
  affects: "Clients that write or read groups by name, or filter with several names.",
  migrate: "Read `groups[].name`. Create the group with `POST /groups.json` before using its name.",
  why: "A spelling mistake in a name made a new group, and nobody noticed.",
  severity: "loud",
};
