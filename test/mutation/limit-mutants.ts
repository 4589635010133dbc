/**
 * Mistakes in the limits. Those that admit too much must be noticed by the simulation alone: by hand one finds
 * what one thought of.
 */
import type { Mutant, Stages } from "./mutants.ts";

const SIMULATION: Stages = [["test/limits/strict.test.ts", "test/limits/guard.test.ts"]];
const FIGURES: Stages = [["test/limits/figures.test.ts"]];
const BY_HAND: Stages = [
  [
    "router/limits/policy.test.ts",
    "router/limits/window.test.ts",
    "router/limits/gcra.test.ts",
    "router/limits/ledger.test.ts",
    "router/limits/ledger.upkeep.test.ts",
    "router/limits/holder.test.ts",
  ],
];

const noticedBy = (stages: Stages, mutants: readonly (readonly [string, string, string, string])[]): Mutant[] =>
  mutants.map(([name, file, was, becomes]) => ({
    name: `limits: ${name}`,
    file: `router/limits/${file}`,
    was,
    becomes,
    stages,
  }));

export const LIMIT_MUTANTS: readonly Mutant[] = [
  ...noticedBy(SIMULATION, [
    [
      "rule 1: a grant is not deducted",
      "ledger.ts",
      "if (n > 0) for (const tally of tallies) deduct(tally, rooms[tally.policy.name] ?? n, expiry, ttl > 0);",
      "",
    ],
    [
      "rule 2: a lease is charged at its grant",
      "ledger.ts",
      "deduct(tally, rooms[tally.policy.name] ?? n, expiry, ttl > 0)",
      "deduct(tally, rooms[tally.policy.name] ?? n, now, ttl > 0)",
    ],
    [
      "rule 3: a lease counts from when it arrives",
      "holder.ts",
      "const deadline = sent + ttlMs - GUARD;",
      "const deadline = now + ttlMs - GUARD;",
    ],
    [
      "rule 3: a lease is spent without a guard",
      "holder.ts",
      "const deadline = sent + ttlMs - GUARD;",
      "const deadline = sent + ttlMs;",
    ],
    [
      "rule 3: a lease is spent after its end",
      "purse.ts",
      "if (cost > held.left || now >= held.deadline)",
      "if (cost > held.left)",
    ],
    [
      "rule 4: the object's clock steps back",
      "ledger.ts",
      "const now = Math.max(clock, state.last);",
      "const now = clock;",
    ],
    [
      "rule 5: a lease that is still open is refunded",
      "leases.ts",
      "const unused = report.closed ? lease.n - used : 0;",
      "const unused = lease.n - used;",
    ],
    [
      "rule 5: a lease is refunded as often as it is closed",
      "leases.ts",
      "if (report.closed) books.leases.splice(at, 1);",
      "",
    ],
    ["rule 5: a lease is closed while it is spent", "purse.ts", "reportOf(held, false)", "reportOf(held, true)"],
    [
      "rule 5: another holder's lease is closed",
      "leases.ts",
      "lease.seq === report.lease && lease.isolate === isolate",
      "lease.seq === report.lease",
    ],
    [
      "rule 6: leases take nothing off a burst",
      "policy.ts",
      "return policy.burst - (policy.rate * leaseTtl(policy)) / 1_000;",
      "return policy.burst;",
    ],
    [
      "rule 6: a bucket takes back what has run over",
      "tally.ts",
      "return Math.max(0, Math.min(room, roomAbove(tally, tally.policy)));",
      "return room;",
    ],
    ["a grant leaves unconfirmed", "ledger.ts", "granted: n > 0 || debt > 0", "granted: debt > 0"],
    [
      "not all policies of a set are charged",
      "ledger.ts",
      "if (n > 0) for (const tally of tallies) deduct(",
      "if (n > 0) for (const tally of tallies.slice(0, 1)) deduct(",
    ],
    [
      "the first policy of a set decides",
      "size.ts",
      "most = Math.min(most, there);",
      "if (most === Infinity) most = there;",
    ],
    [
      "a window ends a millisecond early",
      "tally.ts",
      "tally.freed = Math.max(tally.freed, now - tally.policy.windowMs);",
      "tally.freed = Math.max(tally.freed, now - tally.policy.windowMs + 1);",
    ],
    [
      "two cells are merged into the earlier one",
      "window.ts",
      "  cell[1] += before[1];\n  cells.splice(best - 1, 1);",
      "  before[1] += cell[1];\n  cells.splice(best, 1);",
    ],
    [
      "what is reported counts from the grant on",
      "tally.ts",
      "charge(tally.charged, now + GUARD, takeBack",
      "charge(tally.charged, now - 5_000, takeBack",
    ],
    [
      "a clock that goes back leaves leases alone",
      "holder.ts",
      "if (now < this.#seen) {",
      "if (now < this.#seen - 1e9) {",
    ],
    [
      "what is reported counts without a guard",
      "tally.ts",
      "charge(tally.charged, now + GUARD, takeBack",
      "charge(tally.charged, now, takeBack",
    ],
    ["a bucket is full after a restart", "gcra.ts", "bucket.at = now;", ""],
  ]),
  ...noticedBy(
    [...BY_HAND, ...SIMULATION],
    [
      [
        "a retried take gets the full ttl",
        "ledger.ts",
        "return { ...NOTHING, lease: seq, n, ttlMs: expiry - now, standings };",
        "return { ...NOTHING, lease: seq, n, ttlMs: expiry - arguments[0].at, standings };",
      ],
    ],
  ),
  ...noticedBy(FIGURES, [
    [
      "rule 8: leases know no bound of what may get lost",
      "tally.ts",
      "return (tally.policy.atRisk * tally.policy.limit - total(tally.unreported)) / 2;",
      "return Infinity;",
    ],
    ["rule 8: a lease is one request", "size.ts", "leased && want > 0 ? Math.max(min, fair) : min", "min"],
    ["a denied take is written", "ledger.ts", "granted: n > 0 || debt > 0", "granted: true"],
    [
      "a denial is not remembered",
      "denial.ts",
      "if (denial === null || cost < denial.cost || now >= denial.until) return null;",
      "if (denial !== null || now > cost) return null;",
    ],
  ]),
  ...noticedBy(BY_HAND, [
    ["what has no lease is nobody's", "holder.ts", "if (n > 0 && ttlMs === 0) {", "if (n > 0 && ttlMs < 0) {"],
    [
      "a denied request is charged",
      "ledger.ts",
      "if (n > 0) for (const tally of tallies) deduct(tally, rooms[tally.policy.name] ?? n, expiry, ttl > 0);",
      "for (const tally of tallies) deduct(tally, Math.max(n, take.min), expiry, ttl > 0);",
    ],
    [
      "a denied take charges the policies that would have let it pass",
      "ledger.ts",
      "if (n > 0) for (const tally of tallies) deduct(tally, rooms[tally.policy.name] ?? n, expiry, ttl > 0);",
      "for (const tally of tallies) if (n > 0 || available(tally) >= take.min) deduct(tally, n || take.min, expiry, ttl > 0);",
    ],
    ["rule 8: a lease leaves nothing to others", "size.ts", "there / active, ", ""],
    ["rule 8: a lease may get lost twice", "tally.ts", "- total(tally.unreported)) / 2;", ") / 2;"],
    [
      "rule 8: dead isolates' leases are forgotten at their end",
      "tally.ts",
      "free(tally.unreported, tally.freed);",
      "free(tally.unreported, now);",
    ],
    [
      "rule 10: a retried take gets a second lease",
      "ledger.ts",
      "if (repeated && known.n > 0) return",
      "if (repeated && known.n < 0) return",
    ],
    ["rule 10: a take that was overtaken gets a lease", "ledger.ts", "take.seq < known.seq", "take.seq < -known.seq"],
    [
      "rule 10: a retried take owes its debt again",
      "ledger.ts",
      "const debt = repeated ? 0 : take.debt;",
      "const debt = take.debt;",
    ],
    [
      "a retried take gets a lease that is over",
      "ledger.ts",
      "if (expiry <= now) return { ...NOTHING, standings };",
      "",
    ],
    [
      "a window that let tokens go takes them back",
      "tally.ts",
      "return expiry > tally.freed ? room : 0;",
      "return room;",
    ],
    ["a wait is told without the clock's step", "ledger.ts", "Math.ceil(retry + now - clock)", "Math.ceil(retry)"],
    [
      "a wait is a millisecond short",
      "window.ts",
      "return latest + windowMs - now;",
      "return latest + windowMs - now - 1;",
    ],
    [
      "a wait is for any policy of a set",
      "ledger.ts",
      "const retry = Math.max(0, ...violated.map((tally) => wait(tally, take.cost)));",
      "const retry = Math.min(...violated.map((tally) => wait(tally, take.cost)));",
    ],
    [
      "a shadow policy refuses",
      "size.ts",
      'if (tally.policy.mode === "shadow") {',
      'if (tally.policy.mode !== "enforce" && there > 1e9) {',
    ],
    [
      "a shadow policy counts what it would refuse",
      "ledger.ts",
      'return tally.policy.mode === "enforce" ? n : Math.min(n, Math.max(0, available(tally)));',
      "return n;",
    ],
    ["cells are never merged", "window.ts", "if (cells.length > MOST_CELLS) mergeTwo(cells);", ""],
    ["leases are never forgotten", "leases.ts", "if (books.leases.length > MOST_LEASES) books.leases.shift();", ""],
    ["holders are never forgotten", "ledger.ts", "if (state.known.length > MOST_ISOLATES) state.known.shift();", ""],
    [
      "policies are never forgotten",
      "ledger.ts",
      "if (asked + 2 * spanOf(policy) > now) continue;",
      "if (asked > 0) continue;",
    ],
    ["debt is not stored", "ledger.ts", "granted: n > 0 || debt > 0", "granted: n > 0"],
    ["clients are told when they might pass", "denial.ts", "passes: now + retryMs", "passes: sent + retryMs"],
    [
      "an isolate refuses for as long as it was told",
      "denial.ts",
      "Math.min(sent + retryMs, now + LONGEST_DENIAL)",
      "sent + retryMs",
    ],
    ["a dear request's refusal holds for a cheap one", "denial.ts", "cost < denial.cost || ", ""],
    [
      "a refusal outlives a grant",
      "holder.ts",
      "    this.#denial = null;\n    this.#debt -= take.debt;",
      "    this.#debt -= take.debt;",
    ],
    [
      "reports are forgotten when a take is denied",
      "holder.ts",
      "if (taken.n > 0) this.#purse.confirmed(take.reports);",
      "this.#purse.confirmed(take.reports);",
    ],
    ["a take without an answer keeps what it got", "holder.ts", "this.#purse.decline(this.#flight.take.seq, 0);", ""],
    [
      "a take without an answer has paid its debt",
      "holder.ts",
      "this.#purse.decline(this.#flight.take.seq, 0);",
      "this.#purse.decline(this.#flight.take.seq, 0); this.#debt -= this.#flight.take.debt;",
    ],
    ["debt knows no bound", "holder.ts", "if (this.#debt + cost > allowance) return false;", ""],
    [
      "nothing is fetched ahead",
      "holder.ts",
      "return this.#low > 0 && this.#purse.isLow",
      "return this.#low < 0 && this.#purse.isLow",
    ],
    ["more is fetched again and again", "purse.ts", "return this.#next.length === 0 && (", "return ("],
    ["an object that does not answer is asked all the time", "breaker.ts", "this.#until = now + this.#pause;", ""],
    [
      "what was left of a lease is never returned",
      "holder.ts",
      "if (this.#purse.unused < WORTH_RETURNING ||",
      "if (this.#purse.unused < 1e9 ||",
    ],
  ]),
];
