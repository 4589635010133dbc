/** Objects by their identifiers, in the order asked for, as they are on the wire. Unknown ones are left out. */
import type { Account } from "../account.ts";
import { wireBroadcast } from "../broadcasts/broadcasts.ts";
import { wireContact } from "../contacts/wire.ts";
import { wireField } from "../fields/fields.ts";
import { wireGroup } from "../groups/groups.ts";
import { wireLabel } from "../labels/labels.ts";
import { wireMessage } from "../messages/wire.ts";

type Pick = (account: Account, ids: readonly string[]) => Promise<readonly unknown[]>;

export const PICKS: ReadonlyMap<string, Pick> = new Map<string, Pick>([
  [
    "contacts",
    async (account, ids) => {
      const { items, ...context } = await account.read((object) => object.contactsByUuid(ids));
      return items.map((record) => wireContact(record, context));
    },
  ],
  [
    "messages",
    async (account, ids) => {
      const { account: of, items } = await account.read((object) => object.messagesById(numbers(ids)));
      return items.map((record) => wireMessage(record, of));
    },
  ],
  [
    "broadcasts",
    async (account, ids) => {
      const { account: of, items } = await account.read((object) => object.broadcastsById(numbers(ids)));
      return items.map((record) => wireBroadcast(record, of));
    },
  ],
  ["labels", async (account, ids) => (await account.read((object) => object.labelsByUuid(ids))).map(wireLabel)],
  ["groups", async (account, ids) => (await account.read((object) => object.groupsByUuid(ids))).map(wireGroup)],
  ["fields", async (account, ids) => (await account.read((object) => object.fieldsByKey(ids))).map(wireField)],
]);

/** Identifiers are strings here, whatever their kind; what is no number is nothing's. */
function numbers(ids: readonly string[]): readonly number[] {
  return ids.filter((id) => /^\d{1,15}$/.test(id)).map(Number);
}
