/** `milepost key revoke`. */
import * as z from "zod";
import { accountPath } from "../admin/accounts.ts";
import { shortly } from "../admin/keys.ts";
import { oneChange, REASON, REASON_HELP } from "../admin/one-change.ts";
import { Key } from "../admin/wire.ts";
import { command, Misuse } from "../command.ts";

export const keyRevoke = command({
  noun: "key",
  verb: "revoke",
  synopsis: "ACCOUNT KEY [--reason TEXT]",
  summary: "makes a key worthless for good",
  help: `
Makes a key worthless for good. KEY is its public id, from 'milepost key list' or from usage; the key itself is never
typed. Whoever goes on sending it is answered as if it had never been.

${REASON_HELP}

  milepost key revoke acme 0d3f6b0e-7a51-4c37-9d53-6c1f0c2a9b11 --reason "was in a public repository"
`,
  words: { least: 2, most: 2 },
  options: REASON,
  async run(context, { values, words: [account = "", id = ""] }) {
    if (!/^[\w-]+$/.test(id)) throw new Misuse(`'${id}' can be no key's id: 'milepost key list ${account}' has them.`);
    const path = `${accountPath(account)}/keys/${id}`;
    const admin = await context.admin();
    let lastUse = "was never used";
    return oneChange(context, {
      tells: `Revoke the key ${id} of the account '${account}'`,
      question: `Whoever uses the key ${id} is refused from now on. Go on?`,
      async done() {
        const { label, last_used_on: used } = await admin.get(path, Key);
        if (used !== null) lastUse = `was last used ${shortly(used)}`;
        context.say(`It ${label === null ? "has no label" : `is labelled "${label}"`}, and ${lastUse}.`);
        return false;
      },
      make: () => admin.change("DELETE", path, { shape: z.null(), query: values }),
      says: () => ["Revoked; isolates that have just used it take up to a minute to notice."],
      wire: () => ({ account, id }),
    });
  },
});
