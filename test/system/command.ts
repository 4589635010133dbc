/** The operator's command as an operator runs it: the real program, its streams and its exit status. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ADMIN_TOKEN } from "./table.ts";

const PROGRAM = fileURLToPath(new URL("../../cli/milepost.mjs", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The document of `--json`; fails the test where stdout is not one document. */
  readonly json: () => Record<string, unknown>;
}

export interface Running {
  /** The router's; left out: the command is not told any. */
  readonly url?: URL;
  readonly token?: string;
  /** Where it is run: the project, unless told. */
  readonly cwd?: string;
}

/** Without a terminal, and with no variable that could reach anything but `url`. */
export async function milepost(
  args: readonly string[],
  { url, token = ADMIN_TOKEN, cwd = ROOT }: Running = {},
): Promise<Ran> {
  const { PATH = "" } = process.env;
  const env = { PATH, ...(url === undefined ? {} : { MILEPOST_URL: url.href, MILEPOST_ADMIN_TOKEN: token }) };
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const told = { stdout: "", stderr: "" };
  child.stdout.on("data", (part: Buffer) => (told.stdout += part.toString()));
  child.stderr.on("data", (part: Buffer) => (told.stderr += part.toString()));
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { ...told, status, json: () => JSON.parse(told.stdout) as Record<string, unknown> };
}
