/** Carries out the steps that write files. */
import type { Context } from "../context.ts";
import type { Performer } from "../execute.ts";
import type { ScaffoldStep } from "../plan/scaffold.ts";
import { diffLines } from "../table/diff.ts";
import { TABLE_FILE } from "../table/file.ts";
import type { Files } from "./changeset.ts";
import { applyChanges, begunIn, isApplied, listing } from "./journal.ts";
import { uncommitted } from "./uncommitted.ts";
import type { Circumstances } from "../plan/scaffold.ts";

export async function circumstancesOf({ root, flags }: Context, command: string): Promise<Circumstances> {
  const changed = await uncommitted(root, ["."]);
  return { command, begun: await begunIn(root), uncommitted: changed, despiteUncommitted: flags.yes };
}

/** `now`: the project's files as they are. */
export function scaffoldPerformer({ root, flags }: Context, now: Files): Performer<ScaffoldStep> {
  return {
    tells: ({ changes }) => `Write ${changes.write.size} files and remove ${changes.remove.length}`,
    shows: async ({ changes }) => [
      ...(flags.dryRun ? listing(changes, now) : []),
      ...diffLines(TABLE_FILE, now.get(TABLE_FILE) ?? "", changes.write.get(TABLE_FILE) ?? now.get(TABLE_FILE) ?? ""),
    ],
    // A journal that is still there says that somebody has not come to the end, whatever the files look like.
    done: async ({ changes }) => (await begunIn(root)) === null && (await isApplied(root, changes)),
    perform: ({ command, changes }) => applyChanges(root, { command, changes }),
  };
}
