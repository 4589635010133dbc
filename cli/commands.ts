/** All commands, in the order of the list that `milepost --help` prints. One line each. */
import type { Command } from "./command.ts";
import { accountCreate } from "./commands/account-create.ts";
import { accountDisable } from "./commands/account-disable.ts";
import { accountEnable } from "./commands/account-enable.ts";
import { accountList } from "./commands/account-list.ts";
import { applicationCreate } from "./commands/application-create.ts";
import { deploy } from "./commands/deploy.ts";
import { keyCreate } from "./commands/key-create.ts";
import { keyList } from "./commands/key-list.ts";
import { keyRevoke } from "./commands/key-revoke.ts";
import { usage } from "./commands/usage.ts";
import { versionImpact } from "./commands/version-impact.ts";
import { versionList } from "./commands/version-list.ts";
import { versionRelease } from "./commands/version-release.ts";
import { versionRetire } from "./commands/version-retire.ts";

export const COMMANDS: readonly Command[] = [
  deploy,
  versionList,
  versionImpact,
  versionRelease,
  applicationCreate,
  versionRetire,
  accountCreate,
  accountList,
  accountDisable,
  accountEnable,
  keyCreate,
  keyRevoke,
  keyList,
  usage,
];
