/** Who has these URNs, and which of these groups and channels there are: look-ups by index, one row for each that is found. */
import type { Around, AroundQuery } from "../../contracts/around.ts";
import type { Reader } from "../database.ts";
import { fold } from "../fold.ts";
import { completedUrn } from "../telephone.ts";

/** @param country the account's */
export function around(
  db: Reader,
  country: string | null,
  query: AroundQuery,
): Pick<Around, "urns" | "owners" | "groupNames" | "channel"> {
  const urns = query.urns.map((urn) => completedUrn(urn, country));
  return {
    urns,
    owners: ownersOf(db, urns),
    groupNames: groupsNamed(db, query.groupNames),
    channel: query.channel === undefined ? null : channelNumbered(db, query.channel),
  };
}

function ownersOf(db: Reader, urns: readonly string[]): Around["owners"] {
  const owners = db.all<{ uuid: string; urns: string }>(
    `SELECT c.uuid,
      (SELECT json_group_array(urn) FROM (SELECT n.urn FROM urns n WHERE n.contact = c.id ORDER BY n.position)) AS urns
      FROM json_each(?) asked CROSS JOIN urns u ON u.urn = asked.value CROSS JOIN contacts c ON c.id = u.contact`,
    JSON.stringify(urns),
  );
  // Written by this store, as a list of strings.
  return [...new Map(owners.map(({ uuid, urns: own }) => [uuid, own]))].map(([uuid, own]) => ({
    uuid,
    urns: JSON.parse(own) as string[],
  }));
}

function groupsNamed(db: Reader, names: readonly string[]): readonly string[] {
  const groups = db.all<{ name: string }>(
    "SELECT g.name FROM json_each(?) asked CROSS JOIN groups g ON g.name_folded = asked.value",
    JSON.stringify(names.map(fold)),
  );
  return groups.map(({ name }) => name);
}

function channelNumbered(db: Reader, id: number): string | null {
  const sql = "SELECT uuid FROM channels WHERE id = ? AND released = 0";
  return db.first<{ uuid: string }>(sql, id)?.uuid ?? null;
}
