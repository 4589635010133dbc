/** `milepost key create`. Its answer is the only one that ever has the key. */
import { accountPath } from "../admin/accounts.ts";
import { ROLES, shortly, wireOf } from "../admin/keys.ts";
import { oneChange, REASON, REASON_HELP } from "../admin/one-change.ts";
import { Account, NewKey } from "../admin/wire.ts";
import { command, Misuse } from "../command.ts";

export const keyCreate = command({
  noun: "key",
  verb: "create",
  synopsis: "ACCOUNT --role A|E|S [--label TEXT] [--expires DATE] [--application NAME]…",
  summary: "makes a key for an account, and shows it this once",
  help: `
Makes a key, and shows it this once: only its SHA-256 is kept. Whoever loses it gets another one.

  --role A|E|S         administrator, editor or surveyor; each version says what these may do
  --label TEXT         for people: who has it, what for
  --expires DATE       a day (midnight UTC) or an instant; left out, it is good until it is revoked
  --application NAME   good for this application only, 'default' being the one without a name; may be given several
                       times; left out, good for all of them, those to come included
${REASON_HELP}

  milepost key create acme --role E --label "night job" --expires 2027-12-31
  milepost key create acme --role A --local --json
`,
  words: { least: 1, most: 1 },
  options: {
    role: { type: "string" },
    label: { type: "string" },
    expires: { type: "string" },
    application: { type: "string", multiple: true },
    ...REASON,
  },
  async run(context, { values: { role = "", label, expires, application: applications, ...query }, words }) {
    const [account = ""] = words;
    if (!ROLES.some((it) => it === role)) {
      throw new Misuse("A key needs a role: add --role A (administrator), E (editor) or S (surveyor).");
    }
    const path = accountPath(account);
    const admin = await context.admin();
    return oneChange(context, {
      tells: `Make a key with role ${role} for the account '${account}'`,
      async done() {
        // Two keys alike are two keys: there is nothing to be done already. An account that is not there is said first.
        await admin.get(path, Account);
        return false;
      },
      make: () =>
        admin.change("POST", `${path}/keys`, {
          shape: NewKey,
          query,
          body: {
            role,
            ...(label !== undefined && { label }),
            ...(expires !== undefined && { expires_on: expires }),
            ...(applications !== undefined && { applications }),
          },
        }),
      says: ({ id, key, expires_on }) => [
        `Key ${id}, good ${expires_on === null ? "until it is revoked" : `until ${shortly(expires_on)}`}:`,
        "",
        `  ${key}`,
        "",
        "It is shown this once. Give it to its user over a way that keeps secrets.",
      ],
      wire: (made) => ({ account, ...wireOf(made), key: made.key }),
    });
  },
});
