/** The room left in an object's database: asked of SQLite, which knows it without counting, and told in the log. */
import type { Env } from "./env.ts";
import { isWarningDue, limitsOf, roomOf } from "./size.ts";

export interface RoomWatch {
  /** Whether nothing may be added. Pages that deletions have freed count as room. */
  isFull(): boolean;
  /** To be called after writes: a line in the log, at most one a day in one life of the object. */
  note(): void;
}

export function watchRoom(ctx: DurableObjectState, env: Env): RoomWatch {
  const limits = limitsOf(env.SIZE_WARNING, env.SIZE_LIMIT);
  const room = () => roomOf(ctx.storage.sql.databaseSize, limits);
  let warned: number | null = null;
  return {
    isFull: () => room() === "none",
    note: () => {
      const now = Date.now();
      if (!isWarningDue(room(), warned, now)) return;
      warned = now;
      const bytes = ctx.storage.sql.databaseSize;
      console.warn(JSON.stringify({ event: "account-filling-up", account: ctx.id.name, bytes, limit: limits.refuse }));
    },
  };
}
