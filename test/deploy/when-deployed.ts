/** What the tests of this folder know of the deployment that is made for all of them while they begin. */
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

export interface Deployed {
  /** Folder of the edge's data, once it is there. */
  readonly data: string;
  /** A file that appears when it is, empty; or with the reason why it never will be. */
  readonly outcome: string;
}

/** Its folder. */
export async function whenDeployed({ data, outcome }: Deployed): Promise<string> {
  for (;;) {
    const why = await readFile(outcome, "utf8").catch(() => null);
    if (why === "") return data;
    if (why !== null) throw new Error(why);
    await pause(100);
  }
}
