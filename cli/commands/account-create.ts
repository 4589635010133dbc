/** `milepost account create`. */
import { accountPath, wireOf } from "../admin/accounts.ts";
import { AdminProblem } from "../admin-client.ts";
import { oneChange, REASON, REASON_HELP } from "../admin/one-change.ts";
import { Account } from "../admin/wire.ts";
import { command } from "../command.ts";

export const accountCreate = command({
  noun: "account",
  verb: "create",
  synopsis: "ACCOUNT [--name NAME] [--reason TEXT]",
  summary: "registers an account, for which keys can be made then",
  help: `
Registers an account under its key, ACCOUNT: letters, digits and hyphens, which it keeps for good. It has no data and no
keys yet; 'milepost key create' makes its first one. An import registers its accounts by itself.

  --name NAME    for people; ACCOUNT when left out
${REASON_HELP}

  milepost account create acme --name "Acme Ltd"
`,
  words: { least: 1, most: 1 },
  options: { name: { type: "string" }, ...REASON },
  async run(context, { values: { name, ...query }, words: [account = ""] }) {
    const path = accountPath(account);
    const admin = await context.admin();
    const named = name === undefined ? {} : { name };
    return oneChange(context, {
      tells: `Register the account '${account}'${name === undefined ? "" : `, "${name}"`}`,
      async done() {
        try {
          const found = await admin.get(path, Account);
          // Of another name it is somebody else's: then the administration's refusal is what to read.
          return found.name === (name ?? account);
        } catch (error) {
          if (error instanceof AdminProblem) return false;
          throw error;
        }
      },
      make: () => admin.change("POST", "accounts", { shape: Account, query, body: { account, ...named } }),
      says: () => [`Registered. Its first key: milepost key create ${account} --role A`],
      wire: wireOf,
    });
  },
});
