/** `milepost key list`. */
import { accountPath } from "../admin/accounts.ts";
import { keyLines, wireOf } from "../admin/keys.ts";
import { declining } from "../admin/one-change.ts";
import { Key } from "../admin/wire.ts";
import { command } from "../command.ts";

export const keyList = command({
  noun: "key",
  verb: "list",
  synopsis: "ACCOUNT",
  summary: "an account's keys by their public id: role, state, expiry, last use",
  help: `
Lists an account's keys, the oldest first, by their public id: the one that usage and logs name them by. The keys
themselves are not kept, only their digests. Last use is to the hour.

  milepost key list acme
  milepost key list acme --local --json
`,
  words: { least: 1, most: 1 },
  options: {},
  run: (context, { words: [account = ""] }) =>
    declining(async () => {
      const path = accountPath(account);
      const { results } = await (await context.admin()).all(`${path}/keys`, Key);
      for (const line of keyLines(results, context.now)) context.say(line);
      return { kind: "done", wire: { account, keys: results.map(wireOf) } };
    }),
});
