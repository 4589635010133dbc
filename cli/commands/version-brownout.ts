/** `milepost version brownout`: a rehearsal of a version's end, announced ahead. */
import { command, Misuse, type Outcome } from "../command.ts";
import type { Context } from "../context.ts";
import { execute } from "../execute.ts";
import { planBrownout } from "../plan/brownout.ts";
import { undecidedHere } from "../retire/undecided.ts";
import { routerWorker } from "../router-worker.ts";
import { deployPerformer, editPerformer } from "../steps.ts";
import { readVersionName, versionLabel } from "../table/named.ts";

const options = { at: { type: "string" }, for: { type: "string" } } as const;

export const versionBrownout = command({
  noun: "version",
  verb: "brownout",
  synopsis: "VERSION --at INSTANT --for LENGTH",
  summary: "adds a window in which a deprecated version answers nobody",
  help: `
Adds a window to the table, in every environment that has the version, and deploys the router. During the window the
version answers 503 with Retry-After, so that callers who read no mail notice; before it, the window is listed in /api.
Accounts can be exempted (docs/admin.md).

  --at INSTANT   when it begins: 2027-02-01T12:00:00Z
  --for LENGTH   how long: 1h, 90m, 2d or PT1H30M

Refuses a version that is not deprecated when the window begins, a window in the past, and one that overlaps another.

  milepost version brownout v3 --at 2027-02-01T12:00:00Z --for 1h
`,
  words: { least: 1, most: 1 },
  options,
  run: (context, { values, words }) => run(context, words[0] ?? "", values.at, values.for),
});

async function run(
  context: Context,
  word: string,
  at: string | undefined,
  length: string | undefined,
): Promise<Outcome> {
  const name = readVersionName(word);
  if (at === undefined || length === undefined) {
    throw new Misuse(`Say when and how long: milepost version brownout ${word} --at INSTANT --for LENGTH`);
  }
  const table = await context.table();
  const undecided = await undecidedHere(context, table);
  if (undecided.length > 0) return { kind: "refused", reasons: undecided };
  const plan = planBrownout(table, { name, at, length }, await routerWorker(context), context.now);
  const performers = { edit: editPerformer(context), deploy: deployPerformer(context) };
  const question = `Announce a brownout of ${versionLabel(name)} at ${at} for ${length}?`;
  return execute(context, { plan, performers, question, wire: { version: versionLabel(name) } });
}
