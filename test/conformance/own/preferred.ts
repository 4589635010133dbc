/** Versions that a request prefers: `Accept` with weights, and with ranges that name nothing. */
import type { Case } from "../cases.ts";
import { asCase, label, numbersOf } from "./case.ts";
import { defaultOf, unsaidOutcome } from "./default.ts";
import { pairsOf } from "./said.ts";
import type { OwnApplication } from "./table.ts";
import { type Asked, outcome, PATH, usual, waysOf } from "./ways.ts";

export function weighed(application: OwnApplication, headers: readonly string[]): readonly Case[] {
  const { stages } = application;
  const accept = usual(waysOf(application, headers), "accept");
  const range = (number: number): string => accept.says(number).headers["Accept"] ?? "";
  const asked = (...ranges: readonly string[]): Asked => ({ path: PATH, headers: { Accept: ranges.join(", ") } });
  const live = [...stages].filter(([, stage]) => stage !== "retired").map(([number]) => number);
  const byDefault = unsaidOutcome(application);
  const fallback = defaultOf(application);
  const beside = numbersOf(application).flatMap((number) => {
    const stage = stages.get(number);
    const named = label(application, number);
    // A retired one must not become another without a word; an unknown one may, where the client says so.
    const light = stage === undefined ? byDefault : outcome("accept", number, stage);
    const heavy = asCase(
      application,
      `${named} at less weight than any`,
      asked(`${range(number)};q=0.1`, "*/*"),
      byDefault,
    );
    return [
      asCase(application, `${named} or any`, asked(range(number), "*/*;q=0.1"), light),
      ...(fallback === null || number === fallback ? [] : [heavy]),
    ];
  });
  const preferred = pairsOf(live).flatMap(([one, two]) => {
    if (one === two) return [];
    const id = `${label(application, two)} rather than ${label(application, one)}`;
    const ranges = asked(`${range(one)};q=0.4`, `${range(two)};q=0.8`);
    return [asCase(application, id, ranges, outcome("accept", two, stages.get(two)))];
  });
  const released = live.filter((number) => stages.get(number) !== "preview");
  const newest = Math.max(...(released.length > 0 ? released : live));
  const all = asCase(application, `all live versions at one weight`, asked(...live.map(range)), {
    status: 200,
    version: newest,
    by: "accept",
  });
  return [...beside, ...preferred, ...(live.length > 0 ? [all] : [])];
}
