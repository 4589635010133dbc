/** A scenario from a seed: every algorithm, alone and together, with leases and without, in all weathers. */
import type { BurstPolicy, Policy, WindowPolicy } from "../../router/limits/policy.ts";
import { Random } from "./random.ts";
import type { Scenario } from "./simulation.ts";

const OF_ALL = { mode: "enforce", atRisk: 0.1, onFailure: "deny" } as const;

export function windowPolicy(name: string, limit: number, seconds: number): WindowPolicy {
  return { ...OF_ALL, kind: "window", name, limit, windowMs: seconds * 1_000 };
}

export function burstPolicy(name: string, rate: number, burst: number): BurstPolicy {
  return { ...OF_ALL, kind: "burst", name, rate, burst };
}

type Kind = (random: Random) => Limits;

/** Sets of policies, and tokens per second that the first of them lets pass in the long run. */
type Limits = readonly [sets: readonly (readonly Policy[])[], perSecond: number];

const KINDS: [Kind, ...Kind[]] = [
  (random) => {
    const [limit, seconds] = [random.whole(300, 3_000), random.whole(60, 300)];
    return [[[windowPolicy("window", limit, seconds)]], limit / seconds];
  },
  (random) => {
    const [limit, seconds] = [random.whole(5, 200), random.whole(1, 20)];
    return [[[windowPolicy("short window", limit, seconds)]], limit / seconds];
  },
  (random) => {
    const rate = random.whole(5, 200);
    return [[[burstPolicy("burst", rate, Math.ceil(rate * random.between(1, 3)))]], rate];
  },
  (random) => {
    const rate = random.whole(5, 100);
    return [[[burstPolicy("small burst", rate, Math.ceil(rate * random.between(0.1, 0.9)))]], rate];
  },
  (random) => {
    const [limit, seconds] = [random.whole(500, 2_000), random.whole(60, 120)];
    const outer = windowPolicy("outer", limit, seconds);
    const inner = windowPolicy("inner", Math.ceil(limit / random.between(1.5, 4)), seconds + random.whole(0, 60));
    return [[[outer], [outer, inner]], limit / seconds];
  },
  (random) => {
    const [limit, seconds] = [random.whole(500, 2_000), random.whole(60, 120)];
    const outer = windowPolicy("outer", limit, seconds);
    return [[[outer], [outer, windowPolicy("short", random.whole(20, 100), 5)]], limit / seconds];
  },
  (random) => {
    const [limit, seconds] = [random.whole(500, 2_000), random.whole(60, 120)];
    const rate = (limit / seconds) * random.between(1, 3);
    return [
      [[windowPolicy("window", limit, seconds), burstPolicy("burst", rate, Math.ceil(rate * 2))]],
      limit / seconds,
    ];
  },
  (random) => {
    const rate = random.whole(10, 100);
    const burst = burstPolicy("burst", rate, Math.ceil(rate * random.between(1, 2)));
    return [[[burst], [burst, windowPolicy("short", rate, 2)]], rate];
  },
];

/** Tokens that a scenario is long enough to admit, if its requests are as many. */
const TOKENS = 8_000;

export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed * 7_919);
  return seed % 3 === 0 ? onTheBrink(seed, random) : anyOf(seed, random);
}

function anyOf(seed: number, random: Random): Scenario {
  const [sets, perSecond] = random.pick(KINDS)(random);
  const demand = random.pick([0.7, 1.3, 1.3, 2, 4]);
  const costly = random.chance(0.2);
  return {
    seed,
    sets,
    costs: costly ? [1, 1, 2, 5] : [1],
    isolates: random.whole(1, 5),
    near: random.whole(0, 2),
    rate: (perSecond * demand) / (costly ? 2 : 1),
    load: random.pick(["even", "bursts", "bursts", "brink"]),
    milliseconds: (TOKENS / perSecond) * 1_000,
    weather: {
      ...random.pick([
        { fastest: 0, slowest: 2 },
        { fastest: 10, slowest: 60 },
        { fastest: 0, slowest: 120 },
        { fastest: 50, slowest: 250 },
      ]),
      loss: random.pick([0, 0.05, 0.2, 0.2]),
    },
    life: random.pick([null, 5_000, 30_000, 120_000]),
    uptime: random.pick([null, 3_000, 20_000, 60_000]),
    clockSteps: random.chance(0.5),
  };
}

/**
 * Everything is arranged so that a token that is spent too late, or comes free too early, shows: isolates far
 * away spend leases in their last moments, one next door takes what comes free, and little else happens.
 */
function onTheBrink(seed: number, random: Random): Scenario {
  const [limit, seconds] = [random.whole(500, 2_000), random.whole(60, 100)];
  const rate = random.whole(20, 100);
  const policy: Policy = random.chance(0.7)
    ? windowPolicy("window", limit, seconds)
    : burstPolicy("burst", rate, rate * random.whole(1, 2));
  const perSecond = policy.kind === "window" ? limit / seconds : rate;
  return {
    seed,
    sets: [[policy]],
    costs: [1],
    isolates: random.whole(2, 5),
    near: 1,
    rate: perSecond * random.pick([2, 4]),
    load: "brink",
    milliseconds: (TOKENS / perSecond) * 1_000,
    weather: { fastest: random.between(0, 200), slowest: 250, loss: random.pick([0, 0.2, 0.2]) },
    life: random.pick([null, 120_000]),
    uptime: random.pick([null, 60_000]),
    clockSteps: random.chance(0.5),
  };
}
