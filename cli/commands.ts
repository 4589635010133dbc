/** All commands, in the order of the list that `milepost --help` prints. One line each. */
import type { Command } from "./command.ts";
import { accountCreate } from "./commands/account-create.ts";
import { accountDisable } from "./commands/account-disable.ts";
import { accountEnable } from "./commands/account-enable.ts";
import { accountList } from "./commands/account-list.ts";
import { applicationCreate } from "./commands/application-create.ts";
import { applicationReplace } from "./commands/application-replace.ts";
import { deploy } from "./commands/deploy.ts";
import { check } from "./commands/check.ts";
import { environmentCreate } from "./commands/environment-create.ts";
import { keyCreate } from "./commands/key-create.ts";
import { keyList } from "./commands/key-list.ts";
import { keyRevoke } from "./commands/key-revoke.ts";
import { usage } from "./commands/usage.ts";
import { versionImpact } from "./commands/version-impact.ts";
import { versionBrownout } from "./commands/version-brownout.ts";
import { versionDeprecate } from "./commands/version-deprecate.ts";
import { versionList } from "./commands/version-list.ts";
import { versionRelease } from "./commands/version-release.ts";
import { versionRestore } from "./commands/version-restore.ts";
import { versionRetire } from "./commands/version-retire.ts";

export const COMMANDS: readonly Command[] = [
  deploy,
  versionList,
  versionDeprecate,
  versionBrownout,
  versionImpact,
  versionRelease,
  applicationCreate,
  applicationReplace,
  environmentCreate,
  versionRetire,
  versionRestore,
  accountCreate,
  accountList,
  accountDisable,
  accountEnable,
  keyCreate,
  keyRevoke,
  keyList,
  usage,
  check,
];
