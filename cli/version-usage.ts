/** What the router's administration counted of versions, as plans take it. */
import * as z from "zod";
import type { AdminClient } from "./admin-client.ts";
import type { SeenUsage } from "./plan/list.ts";

const Totals = z.object({
  calls: z.number(),
  ways: z.array(z.object({ way: z.string(), share: z.number() })),
  days: z.array(z.object({ day: z.string(), calls: z.number() })),
});
const Caller = z.object({ account: z.string().nullable() });

const DAY = 86_400_000;
/** Pages of callers that a list looks at: it is to say how many there are, not who. */
const PAGES = 5;
const PAGE = 200;

/** Of the last 30 days. `now`: milliseconds. Throws what the client throws. */
export async function usageOf(admin: AdminClient, binding: string, now: number): Promise<SeenUsage> {
  const totals = await admin.get("usage", Totals, { version: binding });
  const yesterday = new Date(now - DAY).toISOString().slice(0, 10);
  const recent = totals.days.filter(({ day }) => day >= yesterday);
  const { accounts, all } = totals.calls === 0 ? { accounts: 0, all: true } : await countCallers(admin, binding);
  return {
    calls2d: recent.reduce((sum, { calls }) => sum + calls, 0),
    calls30d: totals.calls,
    callers: accounts,
    allCallers: all,
    ways: totals.ways.toSorted((a, b) => b.share - a.share),
  };
}

/** Accounts; those without a key are one. */
async function countCallers(admin: AdminClient, binding: string): Promise<{ accounts: number; all: boolean }> {
  const { results, complete } = await admin.all("usage/callers", Caller, { version: binding, limit: PAGE }, PAGES);
  return { accounts: new Set(results.map(({ account }) => account)).size, all: complete };
}
