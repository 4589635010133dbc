/** `LIMIT_POLICIES` and `LIMIT_RULES` → the table of limits. What names a version that is gone is ignored, not a fault. */
import { capacityOf } from "../limits/policy.ts";
import type { ConfiguredPolicy, LimitRule, LimitSet, LimitTable } from "../limits/rules.ts";
import { ANONYMOUS } from "../limits/rules.ts";
import type { Application, Registry } from "../version/registry.ts";
import * as read from "./readers.ts";
import { readTable, type Report } from "./table.ts";

const POLICY = {
  /** Tokens in any window, or … */
  limit: read.optionalInteger(1, 1_000_000_000),
  /** Seconds. */
  window: read.optionalInteger(1, 2_678_400),
  /** … tokens a second and at once. */
  rate: read.optionalInteger(1, 1_000_000),
  burst: read.optionalInteger(1, 1_000_000_000),
  mode: read.oneOf("enforce", "enforce", "shadow"),
  /** The share of the limit that may sit in isolates, granted and not yet reported. */
  at_risk: read.share(0.1),
  on_failure: read.choice("overdraft", "deny"),
  imported: read.flag(false),
};

const RULE = {
  version: read.bindingName,
  operation: read.oneOperation,
  role: read.optionalToken("S"),
  use: read.policyNames,
  cost: read.integer(1, 1, 1_000_000),
};

/** Structured fields carry names in quotes; nothing in them needs an escape. */
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

export function readLimits(
  env: Readonly<Record<string, unknown>>,
  applications: ReadonlyMap<string, Application>,
  report: Report,
): LimitTable {
  const policies = readPolicies(env["LIMIT_POLICIES"], report);
  const versions = [...applications.values()].flatMap((application) => application.versions);
  const byVersion = versions.flatMap(({ binding }) => {
    const policy = policies.get(policyOf(binding));
    return policy === undefined ? [] : [[binding, setOf([policy], 1)] as const];
  });
  const anonymous = policies.get(ANONYMOUS);
  return {
    policies,
    rules: readRules(env["LIMIT_RULES"], policies, report),
    byVersion: new Map(byVersion),
    anonymous: anonymous === undefined ? null : setOf([anonymous], 1),
  };
}

/** Sentences about rules that can never match. */
export function limitWarnings({ limits, applications }: Registry): string[] {
  const known = new Set(
    [...applications.values()].flatMap(({ versions }) => versions.map((version) => version.binding)),
  );
  return limits.rules.flatMap(({ version }, index) =>
    version === null || known.has(version)
      ? []
      : [`LIMIT_RULES[${index}] is for ${version}, which is not in the table: take the rule out.`],
  );
}

function readPolicies(value: unknown, report: Report): Map<string, ConfiguredPolicy> {
  const policies = new Map<string, ConfiguredPolicy>();
  if (value === undefined) return policies;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report("LIMIT_POLICIES is no table: write [vars.LIMIT_POLICIES], with a policy a line.");
    return policies;
  }
  for (const [name, table] of Object.entries(value)) {
    if (!NAME.test(name)) report(`LIMIT_POLICIES."${name}" is no name: write letters, digits, dots and hyphens.`);
    const policy = readPolicy(name, table, report);
    if (policy !== null) policies.set(name, policy);
  }
  return policies;
}

function readPolicy(name: string, table: unknown, report: Report): ConfiguredPolicy | null {
  const { limit, window, rate, burst, mode, at_risk, on_failure, imported } = readTable(
    `LIMIT_POLICIES."${name}"`,
    table,
    POLICY,
    report,
  );
  const base = { name, mode, atRisk: at_risk, onFailure: on_failure, imported };
  if (limit !== null && window !== null && rate === null && burst === null)
    return { ...base, kind: "window", limit, windowMs: window * 1000 };
  if (rate !== null && burst !== null && limit === null && window === null)
    return { ...base, kind: "burst", rate, burst };
  report(`LIMIT_POLICIES."${name}" needs two figures: write limit and window (seconds), or rate (a second) and burst.`);
  return null;
}

function readRules(value: unknown, policies: ReadonlyMap<string, ConfiguredPolicy>, report: Report): LimitRule[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    report("LIMIT_RULES is no list: write each rule as [[vars.LIMIT_RULES]].");
    return [];
  }
  return value.map((table: unknown, index) => {
    const name = `LIMIT_RULES[${index}]`;
    const { version, operation, role, use, cost } = readTable(name, table, RULE, report);
    const used = use.flatMap((policy) => {
      const found = policies.get(policy);
      if (found === undefined) report(`${name}.use names "${policy}": write the name of one of LIMIT_POLICIES.`);
      return found ?? [];
    });
    for (const policy of used) {
      if (cost <= capacityOf(policy)) continue;
      report(`${name}.cost is ${cost}, more than "${policy.name}" ever has: write less.`);
    }
    return { version, operation, role, set: used.length === 0 ? null : setOf(used, cost) };
  });
}

function setOf(policies: readonly ConfiguredPolicy[], cost: number): LimitSet {
  const names = policies.map(({ name }) => name).join(" ");
  return { id: cost === 1 ? names : `${names}*${cost}`, policies, cost };
}

/** `V2` → `v2`, `COURSE_LIST_V0` → `course-list-v0`: as in a URL. */
function policyOf(binding: string): string {
  return binding.toLowerCase().replaceAll("_", "-");
}
