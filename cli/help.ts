/** What `--help` prints. Pure. */
import { type Command, nameOf } from "./command.ts";
import { STATUSES } from "./status.ts";

const OPTIONS = `Every command takes:
  -y, --yes        goes on without asking
  --dry-run        prints what would be done, and the change of wrangler.toml; touches nothing
  --json           one JSON document on stdout; everything else goes to stderr
  --env NAME       the environment [env.NAME] of the configurations: its workers, and its router
  --local          the local edge that 'npm start' runs, instead of Cloudflare
  --data DIR       its data folder, .milepost when left out
  -h, --help       this; behind a command's name, about that command`;

const SURROUNDINGS = `Cloudflare is reached with CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID; the router's administration,
for usage and keys, with MILEPOST_URL (its address) and MILEPOST_ADMIN_TOKEN. With --local none of them is needed.

An answer may take 30 seconds, and wrangler, which bundles or uploads a worker, 600. On a slow line set
MILEPOST_CALL_SECONDS or MILEPOST_WRANGLER_SECONDS to more.`;

/** About one command, or the list of several. */
export function helpText(about: Command | readonly Command[]): string {
  return "run" in about ? ofCommand(about) : ofMany(about);
}

function ofCommand(command: Command): string {
  const usage = `milepost ${nameOf(command)} ${command.synopsis}`.trimEnd();
  return `${usage}\n\n${command.help.trim()}\n\n${OPTIONS}\n\n${statuses()}\n`;
}

function ofMany(commands: readonly Command[]): string {
  const lines = commands.map((it) => [`${nameOf(it)} ${it.synopsis}`.trimEnd(), it.summary] as const);
  const list = lines.map(([usage, summary]) => `  ${usage}\n      ${summary}`).join("\n");
  return `milepost: deploy, announce and retire versions of an API\n\n${list}\n\n${OPTIONS}\n\n${SURROUNDINGS}\n\n${statuses()}\n`;
}

function statuses(): string {
  return `Exit status:\n${STATUSES.map(([status, meaning]) => `  ${String(status).padStart(3)}  ${meaning}`).join("\n")}`;
}
