/** `milepost check`: everything that would go wrong later, said now and at once. */
import { successorOf } from "../../router/lifecycle/stage.ts";
import { contractFaults } from "../check/contract.ts";
import { contractsOf } from "../check/contracts.ts";
import type { Deployed } from "../check/bindings.ts";
import { successorFaults } from "../check/successors.ts";
import { tableFindings } from "../check/table.ts";
import { command, Misuse, type Outcome, Unreachable } from "../command.ts";
import type { Context } from "../context.ts";
import { describedBy } from "../impact/documents.ts";
import { PlatformFault } from "../platform/call.ts";
import { exists } from "../platform/worker.ts";
import { loadRecords } from "../retire/record-file.ts";
import { undecidedIn, undecidedSentence } from "../retire/undecided.ts";
import type { Table } from "../table/read.ts";
import { routerName, type WorkerFolder, workerFolders } from "../worker-folders.ts";

export const check = command({
  noun: "check",
  verb: null,
  synopsis: "[--offline]",
  summary: "looks for faults of the table, the configurations and the API documents; changes nothing",
  help: `
Names every fault at once, and changes nothing:

  the version table, in all environments: what the router would refuse; dates that are no text; variables over 5 KB;
      a sunset with less notice than minimum_notice_days; one binding twice
  the workers: configurations that would make one public; bindings to workers that the platform does not have
  the API documents (openapi.json of every worker): what breaks clients of the one accepted last. Versions in preview,
      and v0, have promised nothing and are left out; 'npm run generate' accepts what only adds. Also where
      x-successor-operation names what the successor does not have

It warns of what is allowed and not wise: more live versions than max_live_versions, a sunset that is past on a version
that is served, rules of limits for a version that is gone, environments that are bound differently, a bound worker
without a folder here, a version that one environment has retired and another has not decided about. Warnings leave the
exit status at 0; a fault makes it 3.

The platform is asked what it has with --local, or where Cloudflare's variables are set.

  --offline    looks at the files alone

  milepost check
  milepost check --local
  milepost check --offline --json
`,
  words: { least: 0, most: 0 },
  options: { offline: { type: "boolean" } },
  async run(context, { values: { offline = false } }) {
    if (offline && context.flags.local)
      throw new Misuse("--offline asks nobody, and --local asks the edge: write one.");
    let table: Table;
    try {
      table = await context.table();
    } catch (error) {
      if (error instanceof Misuse) return { kind: "refused", reasons: [error.message] };
      throw error;
    }
    return looked(context, table, offline);
  },
});

async function looked(context: Context, table: Table, offline: boolean): Promise<Outcome> {
  const { root, now, flags, say } = context;
  const folders = await workerFolders(root);
  if (!table.views.some(({ environment }) => environment === flags.env)) {
    return { kind: "refused", reasons: [`wrangler.toml has no [env.${String(flags.env)}]: write one that it has.`] };
  }
  const deployed = offline ? null : await askPlatform(context, table);
  const { faults, ...found } = tableFindings({ table, folders, deployed, environment: flags.env, now });
  const warnings = [...found.warnings, ...undecidedIn(await loadRecords(root), table).map(undecidedSentence)];
  const contracts = await contractsOf(root, table, folders, now);
  const broken = await Promise.all(contracts.map(contractFaults));
  const open = contracts.filter((it) => it.open).map(({ folder }) => folder);

  for (const warning of warnings) say(`Warning: ${warning}`);
  if (open.length > 0) say(`Not compared, because nothing is promised of them yet: ${open.join(", ")}.`);
  if (deployed === null) say("The platform was not asked what it has.");
  const all = [...faults, ...broken.flat(), ...(await lostWays(context, table, folders))];
  if (all.length > 0) return { kind: "refused", reasons: all };
  const sizes = [counted(table.views.length, "table"), counted(folders.length, "worker")].join(", ");
  say(`No fault in ${sizes} and ${counted(contracts.length, "API document")}.`);
  return { kind: "done", wire: { faults: [], warnings, not_compared: open, platform_asked: deployed !== null } };
}

/** Of versions that say where their operations went: whether those are there. */
async function lostWays({ root, now, flags }: Context, table: Table, folders: readonly WorkerFolder[]) {
  const view = table.views.find(({ environment }) => environment === flags.env);
  if (view === undefined || !view.config.ok) return [];
  const faults: string[] = [];
  for (const application of view.config.registry.applications.values()) {
    for (const version of application.versions) {
      const next = successorOf(application, version, now);
      if (next === null) continue;
      const [from, to] = await Promise.all(
        [version, next].map(({ binding }) => describedBy(root, folders, view, binding, binding)),
      );
      if (from?.operations == null || to?.operations == null) continue;
      faults.push(
        ...successorFaults(
          { file: from.told, operations: from.operations },
          { file: to.told, operations: to.operations },
        ),
      );
    }
  }
  return faults;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Null: nobody said how to reach it. Throws an `Unreachable` where somebody did, and it cannot be asked. */
async function askPlatform(context: Context, table: Table): Promise<Deployed | null> {
  const { flags } = context;
  if (!flags.local && !process.env["CLOUDFLARE_API_TOKEN"]) return null;
  const target = await context.target();
  const router = routerName(table, flags.env);
  const bound = table.views.find(({ environment }) => environment === flags.env)?.services.values() ?? [];
  const names = new Set([...bound, ...(router === null ? [] : [router])]);
  try {
    const found = await Promise.all([...names].map(async (name) => ((await exists(target, name)) ? name : null)));
    const there = new Set(found.filter((name) => name !== null));
    return { there, router: router !== null && there.has(router) };
  } catch (error) {
    if (error instanceof PlatformFault) throw new Unreachable(error.message, { cause: error });
    throw error;
  }
}
