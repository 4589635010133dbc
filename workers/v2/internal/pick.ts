/** Objects by their identifiers, in the order asked for, as they are on the wire. Unknown ones are left out. */
import type { Account } from "../account.ts";
import { wireContact } from "../contacts/wire.ts";
import { wireField } from "../fields/fields.ts";
import { wireGroup } from "../groups/groups.ts";

type Pick = (account: Account, ids: readonly string[]) => Promise<readonly unknown[]>;

export const PICKS: ReadonlyMap<string, Pick> = new Map<string, Pick>([
  [
    "contacts",
    async (account, ids) => {
      const { items, ...context } = await account.read((object) => object.contactsByUuid(ids));
      return items.map((record) => wireContact(record, context));
    },
  ],
  ["groups", async (account, ids) => (await account.read((object) => object.groupsByUuid(ids))).map(wireGroup)],
  ["fields", async (account, ids) => (await account.read((object) => object.fieldsByKey(ids))).map(wireField)],
]);
