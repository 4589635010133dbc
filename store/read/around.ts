/** Who has these URNs, and which of these groups there are: look-ups by index, one row for each that is found. */
import type { Around, AroundQuery } from "../../contracts/around.ts";
import type { Reader } from "../database.ts";
import { fold } from "../fold.ts";

export function around(db: Reader, { urns, groupNames }: AroundQuery): Pick<Around, "owners" | "groupNames"> {
  const owners = db.all<{ uuid: string; urns: string }>(
    `SELECT c.uuid,
      (SELECT json_group_array(urn) FROM (SELECT n.urn FROM urns n WHERE n.contact = c.id ORDER BY n.position)) AS urns
      FROM json_each(?) asked CROSS JOIN urns u ON u.urn = asked.value CROSS JOIN contacts c ON c.id = u.contact`,
    JSON.stringify(urns),
  );
  const groups = db.all<{ name: string }>(
    "SELECT g.name FROM json_each(?) asked CROSS JOIN groups g ON g.name_folded = asked.value",
    JSON.stringify(groupNames.map(fold)),
  );
  return {
    // Written by this store, as a list of strings.
    owners: [...new Map(owners.map(({ uuid, urns: own }) => [uuid, own]))].map(([uuid, own]) => ({
      uuid,
      urns: JSON.parse(own) as string[],
    })),
    groupNames: groups.map(({ name }) => name),
  };
}
