/** When keys were last used, from the `Keys` objects that see them used. */
import { keysObjectOf } from "./digest.ts";
import { saveLastUsed, type Kept } from "./key-rows.ts";
import type { Keys } from "./keys.ts";
import { inTime } from "./in-time.ts";

/** Whoever waits is an operator with a list of keys. */
const ANSWER_MS = 2_000;

/** Writes down what the objects say; one that does not answer leaves what it said the last time. */
export async function askLastUsed(
  sql: SqlStorage,
  namespace: DurableObjectNamespace<Keys>,
  keys: readonly Kept[],
): Promise<void> {
  const byObject = [...Map.groupBy(keys, (key) => keysObjectOf(key.digest))];
  await Promise.all(
    byObject.map(async ([name, mine]) => {
      const asked = namespace.getByName(name).lastUsed(mine.map((key) => key.digest));
      const heard = await inTime(asked, ANSWER_MS);
      if (!heard.ok) return;
      for (const [index, key] of mine.entries()) {
        const usedMs = heard.value[index] ?? null;
        if (usedMs !== null && usedMs !== key.lastUsedMs) saveLastUsed(sql, key.id, usedMs);
      }
    }),
  );
}
