/** Accounts as a command lists and changes them. */
import { ACCOUNT_KEY } from "../../contracts/import.ts";
import { command, type Command, Misuse } from "../command.ts";
import { columns } from "../plan/list.ts";
import { oneChange, REASON, REASON_HELP } from "./one-change.ts";
import { Account } from "./wire.ts";

/** Throws a `Misuse` for what can be no account's key: in a path it could mean something else. */
export function accountPath(account: string): string {
  if (ACCOUNT_KEY.test(account)) return `accounts/${account}`;
  throw new Misuse(`'${account}' can be no account: write its key, of small letters, digits and hyphens.`);
}

/** As `--json` prints it. */
export function wireOf({ account, name, disabled, created_on, pins }: Account) {
  return { account, name, disabled, created_on, pins };
}

/** A table for a person; a dash is what is not set. */
export function accountLines(accounts: readonly Account[]): string[] {
  const rows = accounts.map(({ account, name, disabled, created_on, pins }) => [
    account,
    name,
    disabled ? "disabled" : "on",
    created_on.slice(0, 10),
    Object.entries(pins)
      .map(([application, version]) => `${application} v${version}`)
      .join(", ") || "-",
  ]);
  return columns([["ACCOUNT", "NAME", "KEYS", "CREATED", "PINS"], ...rows]);
}

/** `account disable` and `account enable`: the same switch, thrown either way. */
export function switching(verb: "disable" | "enable", summary: string, help: string): Command {
  const disabled = verb === "disable";
  return command({
    noun: "account",
    verb,
    synopsis: "ACCOUNT [--reason TEXT]",
    summary,
    help: `${help}\n${REASON_HELP}\n\n  milepost account ${verb} acme --local --yes --reason "${disabled ? "left us" : "is back"}"`,
    words: { least: 1, most: 1 },
    options: REASON,
    async run(context, { values, words: [account = ""] }) {
      const path = accountPath(account);
      const admin = await context.admin();
      return oneChange(context, {
        tells: `${disabled ? "Disable" : "Enable"} the account '${account}'`,
        ...(disabled && { question: `All keys of '${account}' stop working. Go on?` }),
        done: async () => (await admin.get(path, Account)).disabled === disabled,
        make: () => admin.change("PATCH", path, { shape: Account, query: values, body: { disabled } }),
        says: () => [
          `${disabled ? "None" : "Each"} of its keys is good from now on; isolates take up to a minute to notice.`,
        ],
        wire: wireOf,
      });
    },
  });
}
