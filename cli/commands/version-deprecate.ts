/** `milepost version deprecate`: announces the end of a version to its clients. */
import { command, Misuse, type Outcome } from "../command.ts";
import type { Context } from "../context.ts";
import { execute } from "../execute.ts";
import { type Deprecation, planDeprecate } from "../plan/deprecate.ts";
import { undecidedHere } from "../retire/undecided.ts";
import { routerWorker } from "../router-worker.ts";
import { deployPerformer, editPerformer } from "../steps.ts";
import { readVersionName, versionLabel } from "../table/named.ts";

const options = {
  sunset: { type: "string" },
  deprecated: { type: "string" },
  guide: { type: "string" },
  successor: { type: "string" },
} as const;

export const versionDeprecate = command({
  noun: "version",
  verb: "deprecate",
  synopsis: "VERSION --sunset DATE [--deprecated DATE] [--guide URL] [--successor N]",
  summary: "announces the end of a version to everyone who calls it",
  help: `
Writes the dates into the table, in every environment that has the version, and deploys the router. From then on every
answer of the version bears Deprecation and Sunset, and links to its successor and its guide. The sunset is a promise:
the version is served until it is retired, and 'version retire' refuses before that date.

  --sunset DATE      until when it is promised to be served: 2027-03-01, or an instant
  --deprecated DATE  from when clients are warned; today when left out, and as it is when it was set before
  --guide URL        how to change over: a path such as /docs/migrating-v3-to-v4, or a URL
  --successor N      the version to change to; the newest one when left out

Refuses a sunset that is earlier than the deprecation, and one that gives less notice than minimum_notice_days of the
application (90). A date that was announced may be put off, and not be brought forward within that notice.

  milepost version deprecate v3 --sunset 2027-03-01 --guide /docs/migrating-v3-to-v4
  milepost version deprecate v3 --sunset 2027-06-01 --dry-run
`,
  words: { least: 1, most: 1 },
  options,
  run: (context, { values, words }) => run(context, words[0] ?? "", values),
});

interface Values {
  readonly sunset?: string | undefined;
  readonly deprecated?: string | undefined;
  readonly guide?: string | undefined;
  readonly successor?: string | undefined;
}

async function run(context: Context, word: string, values: Values): Promise<Outcome> {
  const name = readVersionName(word);
  if (values.sunset === undefined)
    throw new Misuse(`--sunset is missing: milepost version deprecate ${word} --sunset DATE`);
  const asked: Deprecation = {
    name,
    sunset: values.sunset,
    deprecated: values.deprecated ?? null,
    guide: values.guide ?? null,
    successor: numberOf(values.successor),
  };
  const table = await context.table();
  const undecided = await undecidedHere(context, table);
  if (undecided.length > 0) return { kind: "refused", reasons: undecided };
  const plan = planDeprecate(table, asked, await routerWorker(context), context.now);
  const performers = { edit: editPerformer(context), deploy: deployPerformer(context) };
  const question = `Announce the end of ${versionLabel(name)} on ${asked.sunset}?`;
  return execute(context, { plan, performers, question, wire: { version: versionLabel(name) } });
}

function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const digits = /^v?(\d{1,4})$/.exec(text)?.[1];
  if (digits === undefined) throw new Misuse(`--successor '${text}' is no version: write its number.`);
  return Number(digits);
}
