/** What an account's imported `rate_limit` means for the table's policies. Pure. */
import type { Overrides } from "../limits/override.ts";

/**
 * In the original product an account's figures replace those of every scope, each still counted on its own (contract
 * 0.7). So they become the account's own limit for every policy that the table marks `imported`; without figures
 * those policies' own hold again. Limits for other policies are an operator's, and stay.
 */
export function importedLimits(
  current: Overrides,
  policies: ReadonlyMap<string, { readonly imported: boolean }>,
  rateLimit: { readonly limit: number; readonly window: number } | null,
): Overrides {
  const others = Object.entries(current).filter(([name]) => policies.get(name)?.imported !== true);
  if (rateLimit === null) return Object.fromEntries(others);
  const imported = [...policies].filter(([, policy]) => policy.imported).map(([name]) => [name, rateLimit] as const);
  return Object.fromEntries([...others, ...imported]);
}
