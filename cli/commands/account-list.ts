/** `milepost account list`. */
import { accountLines, wireOf } from "../admin/accounts.ts";
import { Account } from "../admin/wire.ts";
import { command } from "../command.ts";

/** As many as a page may have. */
const PAGE = 200;

export const accountList = command({
  noun: "account",
  verb: "list",
  synopsis: "",
  summary: "all accounts, whether their keys are on, and what they pin",
  help: `
Lists all accounts by their key: whether their keys are on or all disabled, since when they exist, and the versions they
get when they name none (pins), by application.

  milepost account list --local
  milepost account list --json
`,
  words: { least: 0, most: 0 },
  options: {},
  async run(context) {
    const { results } = await (await context.admin()).all("accounts", Account, { limit: PAGE });
    for (const line of accountLines(results)) context.say(line);
    return { kind: "done", wire: { accounts: results.map(wireOf) } };
  },
});
