/**
 * `npm start`: the local edge, the real workers deployed to it by the real wrangler, the sample data in it. Then one
 * `ready` line on stdout, and below it a command for each bound version; everything else goes to stderr. On any
 * failure one sentence, a status other than 0, and nothing left running.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deployAll, told } from "../cli/deploy.ts";
import { findWorkers } from "../cli/deploy-configs.ts";
import { checkFile, importFile } from "../cli/import.ts";
import { type Edge, startEdge } from "./edge.ts";
import { type StartArguments, startArguments } from "./start-arguments.ts";

const ADMIN_TOKEN_FILE = "admin-token";
/** Names the file that was imported on the first start; without it the sample is. */
const IMPORTED_FILE = "imported";
const SAMPLE = fileURLToPath(new URL("sample/seed.json", import.meta.url));
/** An administrator's token of the sample's first account. */
const SAMPLE_TOKEN = "a".repeat(40);

const stop = new AbortController();

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run(args: StartArguments): Promise<void> {
  if (args.import !== null) await checkFile(args.import);
  const root = process.cwd();
  const { router, versions } = await findWorkers(root);
  const edge = await startEdge({ dataDir: args.data, port: args.port, https: args.https, main: router, log: progress });
  try {
    const adminToken = await edge.secret(ADMIN_TOKEN_FILE);
    await deploy(root, router, edge, adminToken);
    const sample = await fill(args, edge, adminToken);
    if (!stop.signal.aborted) announce(edge.url, versions, sample);
    await stopped();
  } finally {
    await edge.close();
  }
}

async function deploy(root: string, router: string, edge: Edge, adminToken: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "milepost-start-"));
  try {
    // With the upload, so that the router never serves without it, and no second call of wrangler is needed.
    const secrets = join(folder, "secrets.json");
    await writeFile(secrets, JSON.stringify({ ADMIN_TOKEN: adminToken }), { mode: 0o600 });
    const extra = { [router]: ["--secrets-file", secrets] };
    await deployAll({ root, target: edge.api, extra, signal: stop.signal, log: progress });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Answers whether the sample's tokens are good here. */
async function fill(args: StartArguments, edge: Edge, adminToken: string): Promise<boolean> {
  const before = await edge.note(IMPORTED_FILE);
  const file = args.import ?? (before === null ? SAMPLE : null);
  if (file !== null) {
    // Over the runtime's own port: the front door may speak TLS with a certificate that nobody trusts.
    const { accounts, applied } = await importFile({ file, url: edge.miniflareUrl, adminToken, signal: stop.signal });
    progress(`imported ${file === SAMPLE ? "the sample" : file}: ${accounts} accounts, ${applied} parts applied`);
    if (before === null) await edge.takeNote(IMPORTED_FILE, file === SAMPLE ? "sample" : file);
  }
  return before === "sample" || (before === null && file === SAMPLE);
}

function announce(url: string, versions: readonly number[], sample: boolean): void {
  const token = sample ? SAMPLE_TOKEN : "YOUR_TOKEN";
  const trust = url.startsWith("https:") ? "-k " : "";
  const commands = versions.map(
    (version) => `curl ${trust}-i -H "Authorization: Token ${token}" ${url}/api/v${version}/contacts.json`,
  );
  process.stdout.write(`${[`ready ${url}`, ...commands].join("\n")}\n`);
}

function stopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (stop.signal.aborted) resolve();
  stop.signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}

/** Milliseconds between two looks at who our parent is. */
const PARENT_WATCH = 200;

/**
 * npm passes its signals on to us (`exec` in the script, so that no shell stands between), but one that is killed
 * hard passes nothing on, and we would live on without it. Started any other way, losing the parent means nothing.
 */
function watchParent(): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop.abort(), PARENT_WATCH).unref();
}

const SIGNALS: readonly string[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Any number of signals stop us once: npm passes one on, and a terminal sends it to the whole group besides. Nobody else
 * listens: Miniflare would end the process at once, with a status that says it was killed.
 */
function ownSignals(): void {
  for (const signal of SIGNALS) process.on(signal, () => stop.abort());
  process.on("newListener", (event: string, listener: () => void) => {
    if (SIGNALS.includes(event)) queueMicrotask(() => process.off(event, listener));
  });
}

ownSignals();
watchParent();

try {
  await run(startArguments(process.argv.slice(2)));
  process.exitCode = 0;
} catch (error) {
  if (!stop.signal.aborted) {
    progress(told(error));
    process.exitCode = 1;
  }
}
process.exit();
