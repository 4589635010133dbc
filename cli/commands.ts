/** All commands, in the order of the list that `milepost --help` prints. One line each. */
import type { Command } from "./command.ts";
import { versionList } from "./commands/version-list.ts";

export const COMMANDS: readonly Command[] = [versionList];
