/**
 * The world as a command sees it: everything is fetched when it is first asked for, so that a command that needs no
 * router works without one, and a missing token is only told to whoever needs it.
 */
import { type EdgeAddress, findEdge } from "../local/edge-file.ts";
import { AdminClient } from "./admin-client.ts";
import type { Flags } from "./arguments.ts";
import { Misuse, Unreachable } from "./command.ts";
import type { Target } from "./deploy-wrangler.ts";
import { edgeToken } from "./first-operator.ts";
import { localRouter } from "./local-router.ts";
import { confirmed } from "./question.ts";
import { timeLimits } from "./time-limits.ts";
import { trustEdge } from "./trust.ts";
import { readTableFile } from "./table/file.ts";
import type { Table } from "./table/read.ts";

export interface Context {
  readonly flags: Flags;
  /** Folder of the router's `wrangler.toml`. */
  readonly root: string;
  /** Milliseconds; the same during the whole run. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** The version table as it is on disk now; read again with every call. Throws a `Misuse` when it is no TOML or lacks `--env`. */
  readonly table: () => Promise<Table>;
  /** Where deploys go, and whom cli/platform/ asks. Throws an `Unreachable` when a variable is missing, or no local edge runs. */
  readonly target: () => Promise<Target>;
  /** The router's administration. Throws an `Unreachable` when its address or its token is missing. */
  readonly admin: () => Promise<AdminClient>;
  /** A line for a person: stdout, or stderr with `--json`. */
  readonly say: (line: string) => void;
  /** Yes with `--yes`; throws a `Misuse` where nobody can be asked. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Cloudflare's own; the variable is wrangler's. */
const CLOUDFLARE = "https://api.cloudflare.com/client/v4";

export type Variables = Readonly<Record<string, string | undefined>>;

/** Throws a `Misuse` when the environment sets a time limit that is none: before anything was begun with it. */
export function createContext(flags: Flags, signal: AbortSignal, env: Variables = process.env): Context {
  const root = process.cwd();
  const now = Date.now();
  const { call: patience } = timeLimits(env);
  const edge = once(() => localEdge(flags.data));
  const target = once(async () => (flags.local ? (await edge()).api : cloudflare(env)));
  const table = () => tableWith(root, now, flags.env);
  return {
    flags,
    root,
    now,
    signal,
    target,
    table,
    admin: once(
      async () => new AdminClient({ ...(await adminAddress(flags, env, { edge, table })), signal, patience }),
    ),
    say: (line) => void (flags.json ? process.stderr : process.stdout).write(`${line}\n`),
    confirm: async (question) =>
      confirmed(question, flags, { input: process.stdin, output: process.stdout, ci: Boolean(env["CI"]) }),
  };
}

async function tableWith(root: string, now: number, env: string | null): Promise<Table> {
  const table = await readTableFile(root, now);
  if (env === null || table.views.some(({ environment }) => environment === env)) return table;
  const names = table.views.flatMap(({ environment }) => environment ?? []);
  const has = names.length === 0 ? "It has none; leave --env out." : `It has: ${names.join(", ")}.`;
  throw new Misuse(`wrangler.toml has no [env.${env}]. ${has}`);
}

async function localEdge(data: string): Promise<EdgeAddress> {
  try {
    const address = await findEdge(data);
    if (address.url.startsWith("https:")) await trustEdge(data);
    return address;
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function cloudflare(env: Variables): Target {
  const token = env["CLOUDFLARE_API_TOKEN"];
  const accountId = env["CLOUDFLARE_ACCOUNT_ID"];
  const missing = [token ? [] : ["CLOUDFLARE_API_TOKEN"], accountId ? [] : ["CLOUDFLARE_ACCOUNT_ID"]].flat();
  if (!token || !accountId) {
    throw new Unreachable(
      `${missing.join(" and ")} must be set to reach Cloudflare. For the edge on this machine add --local.`,
    );
  }
  return { url: env["CLOUDFLARE_API_BASE_URL"] ?? CLOUDFLARE, token, accountId };
}

interface Ask {
  readonly edge: () => Promise<EdgeAddress>;
  readonly table: () => Promise<Table>;
}

async function adminAddress(flags: Flags, env: Variables, { edge, table }: Ask) {
  // Who mistypes an environment must not be led to another one's router.
  if (flags.env !== null) await table();
  const url = env["MILEPOST_URL"];
  const token = env["MILEPOST_ADMIN_TOKEN"];
  if (flags.local) {
    // The edge's own first: a token in the environment is likely to be meant for Cloudflare.
    const known = (await edgeToken(flags)) ?? token;
    if (!known) {
      throw new Unreachable(
        `The local edge's folder ${flags.data} holds no operator's token. Set MILEPOST_ADMIN_TOKEN, or start the edge with: npm start`,
      );
    }
    return { url: await localRouter(await edge(), flags.env, table), token: known };
  }
  if (!url || !token) {
    const missing = [url ? [] : ["MILEPOST_URL (the router's address)"], token ? [] : ["MILEPOST_ADMIN_TOKEN"]].flat();
    throw new Unreachable(`${missing.join(" and ")} must be set to ask the router's administration.`);
  }
  return { url, token };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
