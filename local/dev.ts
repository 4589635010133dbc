/**
 * `npm run dev`: `wrangler dev` over the configurations of all workers that the router reaches, with reload on every
 * save. State is kept apart from `npm start`'s, below its data folder. Arguments go to wrangler.
 */
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { told } from "../cli/deploy.ts";
import { findWorkers } from "../cli/deploy-configs.ts";
import { deployOrder } from "../cli/deploy-order.ts";
import { quietEnv } from "../cli/deploy-wrangler.ts";

const BINARY = fileURLToPath(new URL("../node_modules/wrangler/bin/wrangler.js", import.meta.url));
const STATE = join(".milepost", "dev");
const PORT = "8787";
/** Of no worth outside this machine: the server listens on loopback, and so does everything that knows it. */
const ADMIN_TOKEN = "dev-admin-token";

async function run(): Promise<number> {
  const { workers, router } = await findWorkers(process.cwd());
  const order = deployOrder(workers, router);
  if (order.kind !== "order")
    throw new Error("The workers' bindings cannot be followed. `npm run deploy -- --dry-run` says why.");
  // The first configuration is the public one.
  const configs = order.steps.map(({ worker }) => worker.config).toReversed();
  await mkdir(STATE, { recursive: true });
  const secrets = join(STATE, "secrets.env");
  await writeFile(secrets, `ADMIN_TOKEN=${ADMIN_TOKEN}\n`, { mode: 0o600 });
  const own = process.argv.slice(2);
  const port = portIn(own) ?? PORT;
  // Without `--host` the workers' `request.url` would be made from the configuration's routes.
  const fixed = `--ip 127.0.0.1 --host 127.0.0.1:${port} --inspector-port 0`.split(" ");
  const given = ["--persist-to", join(STATE, "objects"), "--env-file", secrets];
  const chosen = portIn(own) === null ? ["--port", port] : [];
  const args = ["dev", ...configs.flatMap((config) => ["-c", config]), ...fixed, ...given, ...chosen, ...own];
  console.error(`ADMIN_TOKEN is ${ADMIN_TOKEN}`);
  return ended(args);
}

function ended(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [BINARY, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...quietEnv() },
  });
  let stopping = false;
  const forward = (signal: NodeJS.Signals): void => {
    stopping = true;
    child.kill(signal);
  };
  process.on("SIGINT", forward);
  process.on("SIGTERM", forward);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once("error", reject);
  child.once("close", (code) => resolve(stopping ? 0 : (code ?? 1)));
  return promise;
}

function portIn(args: readonly string[]): string | null {
  const at = args.indexOf("--port");
  return at === -1
    ? (args.find((arg) => arg.startsWith("--port="))?.slice("--port=".length) ?? null)
    : (args[at + 1] ?? null);
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(told(error));
  process.exitCode = 1;
}
