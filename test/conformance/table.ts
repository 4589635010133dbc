/**
 * The version table of a file of cases as an operator would write it: stages become dates around `now`,
 * retired versions lose their binding. Both levels read it with the router's own configuration reader, so
 * that what the pure level resolves against is what the router serves.
 */
import { applicationVar, bindingOf } from "../../router/config/names.ts";
import type { CaseRegistry } from "./cases.ts";

export interface Table {
  /** As in a URL; the nameless one is "". */
  readonly applications: readonly string[];
  /** Names of the bindings, of live versions only. */
  readonly bound: readonly string[];
  readonly vars: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const DAY = 86_400_000;

/** @param now milliseconds; the same instant that requests are evaluated at, or a little before */
export function tableOf(registry: CaseRegistry, now: number): Table {
  const bound: string[] = [];
  const vars: Record<string, Record<string, unknown>> = {
    API: { base: registry.base, version_headers: registry.headers },
  };
  for (const [name, given] of Object.entries(registry.apps)) {
    const parameter = given.parameter ?? registry.parameter;
    const latest = given.latest ?? registry.latest;
    vars[applicationVar(name)] = {
      ...(given.vendor == null ? {} : { vendor: given.vendor }),
      ...(given.default == null ? {} : { default: given.default }),
      ...(parameter === undefined ? {} : { version_parameter: parameter }),
      ...(latest === undefined ? {} : { latest: [latest].flat() }),
    };
    for (const [number, stage] of Object.entries(given.versions)) {
      const binding = bindingOf({ application: name, number: Number(number) });
      const described = description(stage, now);
      if (!stage.startsWith("retired")) bound.push(binding);
      vars[`VERSION_${binding}`] = described;
    }
  }
  return { applications: Object.keys(registry.apps), bound, vars };
}

function description(stage: string, now: number): Record<string, unknown> {
  const [name, successor] = stage.split("→");
  const day = (days: number) => `${new Date(now + days * DAY).toISOString().slice(0, 19)}Z`;
  const next = successor === undefined ? {} : { successor: Number(successor) };
  switch (name) {
    case "preview":
      return { preview: true };
    case "deprecated":
      return { deprecated: day(-30), sunset: day(120), ...next };
    case "retired":
      return { deprecated: day(-400), sunset: day(-60), retired: day(-30), ...next };
    default:
      return {};
  }
}
