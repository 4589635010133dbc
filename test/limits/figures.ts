/** The table of what the limits must reach, measured by simulation: for the tests, and printed by the benchmark. */
import type { Policy } from "../../router/limits/policy.ts";
import { excess } from "./oracle.ts";
import { scenarioOf, windowPolicy } from "./scenarios.ts";
import { simulate, type Run, type Scenario } from "./simulation.ts";

export interface Figure {
  readonly name: string;
  readonly target: number;
  /** The worst of all runs that the figure is about. */
  readonly measured: number;
}

export interface Effort {
  /** Random scenarios for what must never happen. */
  readonly seeds: number;
  /** Simulated hours of the longest runs: those for what is lost. */
  readonly hours: number;
}

const HOUR = 3_600_000;
const NEAR = { fastest: 5, slowest: 30, loss: 0 };
const FAR = { fastest: 100, slowest: 250, loss: 0 };

/** The quota of the design: 2,500 per hour. */
const QUOTA = windowPolicy("quota", 2_500, 3_600);
/** More than ever comes. */
const AMPLE = windowPolicy("quota", 200_000, 3_600);

function run(policy: Policy, changes: Partial<Scenario>): Run {
  return simulate({
    seed: 1,
    sets: [[policy]],
    costs: [1],
    isolates: 5,
    near: 0,
    rate: 10,
    load: "even",
    milliseconds: HOUR,
    weather: NEAR,
    life: null,
    uptime: null,
    clockSteps: false,
    ...changes,
  });
}

/** Percent of what an ideal limiter would have admitted. */
const lost = ({ tokens, ideal }: Run) => (1 - tokens / ideal) * 100;

/** For every combination of these. */
function all(policy: Policy, changes: Partial<Scenario>, ...choices: readonly (readonly Partial<Scenario>[])[]): Run[] {
  const [first, ...rest] = choices;
  if (first === undefined) return [run(policy, changes)];
  return first.flatMap((choice) => all(policy, { ...changes, ...choice }, ...rest));
}

const worst = (runs: readonly Run[], figure: (run: Run) => number) => Math.max(...runs.map(figure));

export function figures({ seeds, hours }: Effort): Figure[] {
  const strict = Array.from({ length: seeds }, (_, seed) => simulate(scenarioOf(seed)));
  const over = (one: Run) =>
    Math.max(...[...one.admissions.values()].map(({ policy, admitted }) => excess(policy, admitted)));

  const long = { milliseconds: hours * HOUR };
  // Near the limit, where it shows most that tokens come free a little late, and above it.
  const rates = [{ rate: 0.8 }, { rate: 1 }, { rate: 2 }];
  const steady = all(QUOTA, long, rates, [{ isolates: 1 }, { isolates: 5 }], [{ weather: NEAR }, { weather: FAR }]);
  const lives = [5_000, 30_000, 120_000, 600_000].map((life) => ({ life }));
  const dying = all(QUOTA, { milliseconds: (hours / 3) * HOUR }, lives, [{ rate: 1 }, { rate: 2 }, { rate: 10 }]);

  const isolates = [{ isolates: 1 }, { isolates: 3 }, { isolates: 5 }];
  const shapes: Partial<Scenario>[] = [{ load: "even" }, { load: "bursts" }];
  const busy = [{ rate: 10 }, { rate: 50 }];
  const hourly = all(QUOTA, { milliseconds: (hours / 24) * HOUR }, busy, isolates, shapes, [
    { weather: NEAR },
    { weather: FAR },
  ]);
  const ample = all(AMPLE, { milliseconds: HOUR / 4 }, busy, isolates, [{ weather: NEAR }, { weather: FAR }]);
  // Until shortly before it is used up.
  const first = all(QUOTA, { milliseconds: 225_000 }, isolates, [{ weather: NEAR }, { weather: FAR }]);
  const everything = [...strict, ...steady, ...dying, ...hourly, ...ample, ...first];

  return [
    { name: `tokens over a policy, ${seeds} random scenarios`, target: 0, measured: worst(strict, over) },
    { name: "percent lost, steady", target: 1, measured: worst(steady, lost) },
    { name: "percent lost, isolates dying", target: 10, measured: worst(dying, lost) },
    {
      name: "calls per request, hourly quota, from 10 requests a second",
      target: 0.1,
      measured: worst(hourly, ({ calls, requests }) => calls / requests),
    },
    {
      name: "calls per admitted request, while quota remains",
      target: 0.1,
      measured: worst([...ample, ...first], ({ calls, admitted }) => calls / admitted),
    },
    {
      name: "percent of requests that wait for a call",
      target: 10,
      measured: worst([...hourly, ...ample, ...first], ({ waited, requests }) => (waited / requests) * 100),
    },
    {
      name: "row writes per granting call",
      target: 1,
      measured: worst(everything, ({ writes, grants }) => writes / grants),
    },
    { name: "row writes of denials", target: 0, measured: worst(everything, (one) => one.writesOfDenials) },
  ];
}
