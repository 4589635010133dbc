/**
 * Where a running edge can be found: `edge.json` in its data folder, readable by its owner only, written when
 * the edge is up and removed when it stops. `npm run deploy -- --local` reads it.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

export const EDGE_FILE = "edge.json";

const EdgeFile = z.object({
  /** The public address. */
  url: z.string(),
  api: z.object({ url: z.string(), token: z.string(), accountId: z.string() }),
});

export type EdgeAddress = z.infer<typeof EdgeFile>;

/** Throws an `Error` with a sentence when no edge runs on this data folder. */
export async function findEdge(dataDir: string): Promise<EdgeAddress> {
  try {
    return EdgeFile.parse(JSON.parse(await readFile(join(dataDir, EDGE_FILE), "utf8")));
  } catch {
    throw new Error(`No local edge runs on the data folder ${dataDir}. Start one with: npm start -- --data ${dataDir}`);
  }
}
