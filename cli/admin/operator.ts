/**
 * Which router, and with which token: the running local edge's with `--local`, else the one that MILEPOST_URL and
 * MILEPOST_ADMIN_TOKEN name. A token is never an argument: arguments are in the shell's history and in `ps`.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { findEdge } from "../../local/edge-file.ts";
import type { Operator } from "./admin.ts";

/** As `npm start` writes them into its data folder. */
const TOKEN_FILE = "admin-token";
const CERTIFICATE_FILE = "localhost-cert.pem";

export interface Where {
  /** The local edge's data folder; null: not the local edge. */
  readonly local: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Found = Pick<Operator, "url" | "token">;

/** Throws an `Error` with a sentence: what is not set, or that no edge runs. */
export async function findOperator({ local, env }: Where): Promise<Found> {
  return local === null ? byVariables(env) : ofEdge(local, env);
}

function byVariables({ MILEPOST_URL: url = "", MILEPOST_ADMIN_TOKEN: token = "" }: Where["env"]): Found {
  const missing = [...(url === "" ? ["MILEPOST_URL"] : []), ...(token === "" ? ["MILEPOST_ADMIN_TOKEN"] : [])];
  if (missing.length > 0) {
    throw new Error(
      `Set ${missing.join(" and ")} to the router's address and an operator's token, or say --local for the local edge.`,
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error("MILEPOST_URL is no address. Write it with its scheme, such as https://api.example.com.");
  }
  return { url: new URL(url).origin, token };
}

/** The edge's own token before the environment's, which is usually that of a router that people depend on. */
async function ofEdge(data: string, { MILEPOST_ADMIN_TOKEN }: Where["env"]): Promise<Found> {
  const { url } = await findEdge(data);
  if (url.startsWith("https:")) await trust(join(data, CERTIFICATE_FILE));
  const token = await readFile(join(data, TOKEN_FILE), "utf8").catch(() => "");
  const good = token.trim() === "" ? (MILEPOST_ADMIN_TOKEN ?? "") : token.trim();
  if (good !== "") return { url, token: good };
  throw new Error(
    `The data folder ${data} has no operator's token. Set MILEPOST_ADMIN_TOKEN to the router's ADMIN_TOKEN.`,
  );
}

/** The edge signs its own certificate; nobody else's is believed for it. */
async function trust(file: string): Promise<void> {
  const certificate = await readFile(file, "utf8").catch(() => null);
  if (certificate !== null) setDefaultCACertificates([...getCACertificates("default"), certificate]);
}
