/** `milepost version retire`. */
import { randomBytes } from "node:crypto";
import { bindingOf } from "../../router/config/names.ts";
import { operations } from "../../router/config/readers.ts";
import { declining } from "../admin/one-change.ts";
import { command, Misuse, type Outcome } from "../command.ts";
import type { Context } from "../context.ts";
import { execute } from "../execute.ts";
import { planRetire } from "../plan/retire.ts";
import { workerOf } from "../plan/retire-facts.ts";
import { retireEdits, nextRecord } from "../retire/change.ts";
import {
  accessOf,
  callersIn,
  clockOf,
  memoryOf,
  operatorName,
  pinnedTo,
  platformFacts,
  workersOf,
} from "../retire/facts.ts";
import { retiredIn } from "../retire/record.ts";
import { loadRecord } from "../retire/record-file.ts";
import { retirePerformers } from "../retire/retiring.ts";
import { undecidedHere } from "../retire/undecided.ts";
import { readVersionName, versionLabel } from "../table/named.ts";
import { faultsOf, registryOf } from "../table/read.ts";

/** Days without a call before a version counts as unused: a month, since some clients only report monthly. */
const DAYS = 30;
/** As the router takes them. */
const SENTENCE = 200;

export const versionRetire = command({
  noun: "version",
  verb: "retire",
  synopsis: "VERSION [--despite-callers] [--keep OPERATION] [--because TEXT]",
  summary: "end a version for good: 410 from the router, its worker deleted",
  help: `
Ends a version, v3 or NAME/v3, step by step, and looks after each step before it takes the next: records who retires it,
why, and who still calls it (tombstones/V3.json: commit it with wrangler.toml); takes the binding out of wrangler.toml in
all environments; deploys the router; waits until all of its traffic is on the new build; sees over HTTP that the version
answers 410 and the others are healthy; sees that nobody refers to the worker; deletes the worker, never with force.
Run again after it broke, it goes on where it stopped. "milepost version restore" takes all of it back.

Refused, with every reason at once: before the sunset that its clients were promised, or without one; while it is what an
application gives to calls without a version; while an account is pinned to it, or another version's only successor; while
it is called; while other workers refer to its worker; and when the router that is live is somebody else's deploy.

  --days N               called in the last N days counts as called; ${DAYS} when left out
  --despite-callers      retire it although it is called; each caller is named first
  --keep OPERATION       go on answering this operation, such as "GET /org.json"; may be repeated. Then the binding and
                         the worker stay, and everything else answers 410
  --keep-role ROLE       and that only for keys of this role
  --because TEXT         why, for the record
  --by NAME              who, for the record; git's user name when left out
  --erase-data           delete the worker although Durable Objects of its own, and their data, go with it
  --take-over            replace the router although its build is not the last one that this copy has seen

  milepost version retire v3 --dry-run --local
  milepost version retire v3 --because "nobody calls it any more" --yes
  milepost version retire v3 --despite-callers --keep "GET /org.json" --keep-role S
`,
  words: { least: 1, most: 1 },
  options: {
    days: { type: "string" },
    "despite-callers": { type: "boolean" },
    keep: { type: "string", multiple: true },
    "keep-role": { type: "string" },
    because: { type: "string" },
    by: { type: "string" },
    "erase-data": { type: "boolean" },
    "take-over": { type: "boolean" },
  },
  run(context, { values, words: [word = ""] }) {
    const days = values.days ?? String(DAYS);
    if (!/^[1-9]\d{0,2}$/.test(days)) throw new Misuse(`--days ${days} is no number of days from 1 to 999.`);
    const keep = values.keep ?? [];
    const role = values["keep-role"] ?? null;
    if (role !== null && keep.length === 0) throw new Misuse("--keep-role needs --keep: say what this role keeps.");
    const because = sentence("--because", values.because);
    const wanted: Wanted = {
      word,
      days: Number(days),
      keep,
      role,
      because,
      by: sentence("--by", values.by),
      despiteCallers: values["despite-callers"] === true,
      eraseData: values["erase-data"] === true,
      takeOver: values["take-over"] === true,
    };
    return declining(() => retire(context, wanted));
  },
});

interface Wanted {
  readonly word: string;
  readonly days: number;
  readonly keep: readonly string[];
  readonly role: string | null;
  readonly because: string | null;
  readonly by: string | null;
  readonly despiteCallers: boolean;
  readonly eraseData: boolean;
  readonly takeOver: boolean;
}

async function retire(context: Context, wanted: Wanted): Promise<Outcome> {
  const { flags, root, now } = context;
  const { env: environment } = flags;
  const name = readVersionName(wanted.word);
  const kept = operations.read([...wanted.keep]);
  if (kept === undefined) throw new Misuse(`--keep takes an operation each time, such as "GET /org.json".`);
  const table = await context.table();
  const faults = [...faultsOf(table), ...(await undecidedHere(context, table, bindingOf(name)))];
  if (faults.length > 0) return { kind: "refused", reasons: faults };
  if (registryOf(table, environment) === null) throw new Misuse(`wrangler.toml has no [env.${environment ?? ""}].`);
  const binding = bindingOf(name);
  const before = await loadRecord(root, binding);
  // Before anything that takes a second: a token that is missing is told at once.
  const access = await accessOf(context);
  const { router, configs } = await workersOf(context);
  const worker = workerOf({ table, environment, name, record: before });
  const platform = await platformFacts(context, { name, record: before, router, configs, worker });
  const live = table.views.some((view) => view.environment === environment && view.services.has(binding));
  const entry = retiredIn(before, environment);
  // Whoever is already met with 410 is in the record, and not asked for again.
  const decided = !live && entry?.callers != null;
  const callers = decided || (!live && entry === null) ? [] : await callersIn(context, binding, wanted.days);
  const pinned = decided ? [] : await pinnedTo(context, name);
  const asked = { name, table, environment, record: before, callers, days: wanted.days };
  const plan = planRetire({
    ...asked,
    pinned,
    platform,
    options: { ...wanted, keep: kept },
    now,
  });
  const record = nextRecord({
    ...asked,
    because: wanted.because,
    by: wanted.by ?? (await operatorName(root)),
    run: randomBytes(4).toString("hex"),
    at: decided ? now : await clockOf(context),
  });
  const label = versionLabel(name);
  const performers = retirePerformers({
    context,
    access,
    memory: memoryOf(context, access),
    name,
    record,
    wanted: "retired",
    router,
    startsFrom: "buildId" in platform.routerBuild ? platform.routerBuild.buildId : null,
    config: worker === null ? null : (configs.get(worker) ?? null),
    edits: retireEdits(record, kept.length === 0 ? null : { operations: wanted.keep, role: wanted.role }),
    note: `milepost: retire ${label}, run ${retiredIn(record, environment)?.run ?? ""}`,
  });
  const question = kept.length > 0 ? `Retire ${label} but for what is kept?` : `Retire ${label} and delete its worker?`;
  const wire = { version: label, environment, worker, callers: callers.map((it) => ({ ...it })) };
  return execute(context, { plan, performers, question, wire });
}

function sentence(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text.length <= SENTENCE && text.trim() !== "") return text;
  throw new Misuse(`${option} takes 1 to ${SENTENCE} characters; what is longer belongs where everybody can read it.`);
}
