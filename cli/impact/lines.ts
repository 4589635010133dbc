/** An impact as a person reads it, and as a script does. Pure. */
import { shortly } from "../admin/keys.ts";
import { columns } from "../plan/list.ts";
import { type Impact, type ImpactRow, urgencyOf } from "./impact.ts";
import { todoOf } from "./todo.ts";

export interface About {
  /** As operators write them; `successor` null when there is none. */
  readonly version: string;
  readonly successor: string | null;
  readonly guide: string | null;
}

/** Rows in their three groups, each under what it means. */
export function impactLines({ rows, uncalled, totals }: Impact, { version, successor, guide }: About): string[] {
  const next = successor ?? "the successor";
  const groups = [
    [`Without a counterpart in ${next}:`, rows.filter(({ way }) => urgencyOf(way) === 0)],
    ["Nobody can say where these go:", rows.filter(({ way }) => urgencyOf(way) === 1)],
    [`With a counterpart in ${next}, or nothing to lose:`, rows.filter(({ way }) => urgencyOf(way) === 2)],
  ] as const;
  const { calls, accounts, accountsAffected, callsWithoutCounterpart, callsUnclear } = totals;
  const tables = groups.flatMap(([title, of]) =>
    of.length === 0 ? [] : [title, ...rowLines(of, version, successor).map((line) => `  ${line}`), ""],
  );
  const idle = `Without a counterpart, and called by nobody: ${uncalled.join(", ")}.`;
  return [
    ...tables,
    ...(uncalled.length === 0 ? [] : [idle]),
    `Calls in all: ${calls}, by ${accounts} account(s); without a counterpart: ${callsWithoutCounterpart}, by ${accountsAffected}; unclear: ${callsUnclear}.`,
    ...(guide === null ? [] : [`Guide for callers: ${guide}`]),
  ];
}

function rowLines(rows: readonly ImpactRow[], version: string, successor: string | null): string[] {
  const cells = rows.map((row) => [
    row.account ?? "(no key)",
    row.key ?? "-",
    row.operation,
    String(row.calls),
    shortly(row.lastSeen),
    todoOf(row, version, successor),
  ]);
  return columns([["ACCOUNT", "KEY", "OPERATION", "CALLS", "LAST SEEN", "WHAT TO DO"], ...cells]);
}

/** As `--json` prints it. */
export function wireImpact({ rows, uncalled, totals }: Impact, { version, successor, guide }: About) {
  return {
    version,
    successor,
    guide,
    rows: rows.map(({ account, key, operation, calls, lastSeen, way, migration }) => ({
      account,
      key,
      operation,
      calls,
      last_seen: lastSeen,
      counterpart: way.kind === "moved" ? way.to : way.kind === "same" ? operation : null,
      why: way.kind,
      to_do: todoOf({ way, migration }, version, successor),
    })),
    without_counterpart_and_not_called: uncalled,
    totals: {
      calls: totals.calls,
      accounts: totals.accounts,
      accounts_affected: totals.accountsAffected,
      calls_without_counterpart: totals.callsWithoutCounterpart,
      calls_unclear: totals.callsUnclear,
    },
  };
}
