/**
 * `application replace`: the messaging API that came with the project goes, with its store, its sample and all tests that
 * are about it, and a version of one's own stands in its place. Pure.
 */
import { versionOfBinding } from "../../router/config/names.ts";
import { firstVersionFiles, type Style } from "../scaffold/application.ts";
import { changesBetween, type Files } from "../scaffold/changeset.ts";
import { goneWith } from "../scaffold/imports.ts";
import { ownTable } from "../scaffold/own-table.ts";
import { readWorker, type WorkerFacts } from "../scaffold/worker-config.ts";
import { removeBlock } from "../table/lines.ts";
import { faultsOf, registryOf, type Table } from "../table/read.ts";
import type { Plan } from "./plan.ts";
import { type Circumstances, goingOn, refusedFor, scaffolding, type ScaffoldStep } from "./scaffold.ts";

export interface ReplaceFacts extends Circumstances {
  readonly style: Style;
  /** What the version of one's own is called: its clients may know it by a number already. */
  readonly number: number;
  readonly table: Table;
  readonly files: Files;
  readonly templates: Files;
}

const STORE = "store";
const ADMIN = "router/admin/wrangler.toml";
const SAMPLE = "local/sample/seed.json";
const START = "local/start.ts";

/** What is about the messaging API without importing anything of it. */
const MESSAGING = [
  /^test\/deploy\/start\.test\.ts$/,
  /^test\/(?:system\/v\d|contract\/(?:v\d|clients\/))/,
  // What they measure is the messaging API, but for what tests start workers with.
  /^bench\/(?!bundle\.ts$|workerd\.ts$)/,
  /^examples\/v\d/,
  /^docs\/(?:contract|messaging|webhooks|migrating-[^/]*)\.md$/,
];
/** Tests begin here with whatever the table has, and most go on with what only the messaging API has. */
const BEGINNINGS = /\/(?:harness|milepost)\.ts"/;
const KEPT = new Set([
  "test/system/harness.ts",
  "test/system/seed.ts",
  "test/deploy/milepost.ts",
  "test/deploy/deployed.ts",
  "test/contract/versions.test.ts",
]);

/** For `npm start` and the tests: an account with the key that the README uses. */
const OWN_SAMPLE = {
  version: 1,
  orgs: [{ key: "main", name: "Main", tokens: [{ token: "a".repeat(40), role: "A" }] }],
};

export function planReplace(facts: ReplaceFacts): Plan<ScaffoldStep> {
  const { table, files, templates, style, number } = facts;
  const begun = goingOn(facts);
  if (begun !== null) return begun;
  if (registryOf(table, null) === null) return refusedFor(...faultsOf(table));
  if (!files.has(`${STORE}/wrangler.toml`)) {
    return refusedFor("The messaging API is not here any more: there is nothing to replace.");
  }
  const root = readWorker(".", table.text);
  const name = `${root.name}-v${number}`;
  const environments = new Map(
    [...root.environments.keys()].map((environment) => [environment, `${name}-${environment}`]),
  );
  const text = ownTable(table, number, (environment) =>
    environment === null ? name : (environments.get(environment) ?? name),
  );
  if (!text.ok) return refusedFor(text.fault);

  const { compatibilityDate } = root;
  const release = `${number}.0.0`;
  const first = { application: "My API", name, environments, release, style, compatibilityDate };
  const folder = `workers/v${number}`;
  const then = new Map([...firstVersionFiles(templates, first)].map(([path, it]) => [`${folder}/${path}`, it]));
  then.set("wrangler.toml", text.text);
  then.set(ADMIN, withoutStore(files.get(ADMIN) ?? "", root));
  then.set(SAMPLE, `${JSON.stringify(OWN_SAMPLE, null, 2)}\n`);
  const gone = goneOf(files, table, root);
  // A script whose program went would only fail.
  const scripts = (files.get("package.json") ?? "").replaceAll(
    /^ +"[\w:]+": "node ([\w./-]+)",\n/gm,
    (line, program: string) => (gone.has(program) ? "" : line),
  );
  then.set("package.json", scripts);
  // What it shows when it has started: not every API has contacts.
  const start = files.get(START);
  if (start !== undefined) then.set(START, start.replace("/contacts.json", "/"));
  const notes = ["README.md and docs/ still tell of the messaging API: make them yours."];
  return scaffolding(facts, changesBetween(files, then, [...gone]), notes);
}

function goneOf(files: Files, table: Table, root: WorkerFacts): ReadonlySet<string> {
  const services = table.views[0]?.services ?? new Map<string, string>();
  const bound = [...services].filter(([binding]) => versionOfBinding(binding)?.application === "");
  const names = new Set(bound.map(([, service]) => service));
  const folders = [...files.keys()]
    .filter((path) => /^workers\/[^/]+\/wrangler\.toml$/.test(path))
    .map((path) => readWorker(path.slice(0, path.lastIndexOf("/")), files.get(path) ?? ""))
    .filter((worker) => worker.name !== root.name && names.has(worker.name))
    .map(({ folder }) => folder);
  const places = [...folders, STORE].map((folder) => `${folder}/`);
  const isTest = (path: string) => /^(?:test|bench)\//.test(path) && !KEPT.has(path);
  const begins = [...files].filter(
    ([path, text]) =>
      places.some((place) => path.startsWith(place)) ||
      MESSAGING.some((it) => it.test(path)) ||
      (isTest(path) && places.some((place) => new RegExp(`["'\`/]${place}`).test(text))) ||
      (isTest(path) && BEGINNINGS.test(text)),
  );
  return goneWith(files, new Set(begins.map(([path]) => path)), {
    hangs: (path) => isTest(path) || path.startsWith("http/"),
    serves: (path) =>
      /^(?:http|contracts)\//.test(path) ||
      (/^(?:test|bench)\//.test(path) && !path.endsWith(".test.ts") && !KEPT.has(path)),
  });
}

/** Imports of accounts and keys need none. */
function withoutStore(toml: string, { environments }: WorkerFacts): string {
  const isStore = ({ binding }: Record<string, unknown>) => binding === "STORE";
  const blocks = [["services"], ...[...environments.keys()].map((environment) => ["env", environment, "services"])];
  return blocks.reduce<string>((text, path) => removeBlock(text, path, isStore) ?? text, toml);
}
