/**
 * What choosing a version costs, in Node and in workerd: a URL version against one regular expression, Accept
 * against `negotiator` with regular expressions. Ratios of interleaved rounds; nanoseconds are not the point.
 */
import { bundleScript } from "./bundle.ts";
import { check, JOBS, work, type Side } from "./resolve-contest.ts";
import { median } from "./rounds.ts";
import { COMPATIBILITY_DATE, serve } from "./workerd.ts";

/** How often we may take the time of one regular expression for a URL, and how many times faster Accept must be. */
const TARGETS = { urlAtMost: 1.5, acceptAtLeast: 3 } as const;

const ROUNDS = 9;
/** Milliseconds that a measured stretch of work takes at least: long against what a loopback request costs. */
const STRETCH = 50;

/** Does the work and says how many milliseconds it took. */
type Clocked = (job: string, side: Side, times: number) => Promise<number>;

/** By job: our time in nanoseconds, and how many times longer each other side takes. */
type Figures = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface Contest {
  /** Sentences, one for each target that was not met. */
  readonly missed: readonly string[];
  readonly rounds: number;
  readonly node: Figures;
  readonly workerd: Figures;
}

export async function benchResolve(): Promise<Contest> {
  check();
  const node = await contest(async (job, side, times) => {
    const start = performance.now();
    work(job, side, times);
    return performance.now() - start;
  });
  const worker = bundleScript("resolve", "bench/variants/resolve.ts", COMPATIBILITY_DATE);
  const running = await serve([{ bundle: worker, open: true }]);
  try {
    const origin = running.origins.get("resolve") ?? "";
    const ask = async (query: string) => {
      const response = await fetch(`${origin}/?${query}`);
      const answer = await response.text();
      if (!response.ok) throw new Error(`workerd could not do ${query}: ${answer}`);
    };
    await ask("");
    const workerd = await contest(async (job, side, times) => {
      const start = performance.now();
      await ask(`job=${job}&side=${side}&times=${times}`);
      return performance.now() - start;
    });
    return { missed: [...missed("Node", node), ...missed("workerd", workerd)], rounds: ROUNDS, node, workerd };
  } finally {
    await running.close();
  }
}

async function contest(clocked: Clocked): Promise<Figures> {
  const figures: Record<string, Record<string, number>> = {};
  for (const [job, { sides }] of Object.entries(JOBS)) {
    const names = Object.keys(sides) as Side[];
    const times = new Map<Side, number>();
    for (const side of names) times.set(side, await enough(clocked, job, side));
    const rounds: Map<Side, number>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const each = new Map<Side, number>();
      // Every other round backwards: whoever comes after a collection is not always the same.
      for (const side of round % 2 === 0 ? names : names.toReversed()) {
        const count = times.get(side) ?? 1;
        each.set(side, (await clocked(job, side, count)) / count);
      }
      rounds.push(each);
    }
    const of = (side: Side) => median(rounds.map((each) => (each.get(side) ?? NaN) / (each.get("ours") ?? NaN)));
    const ours = median(rounds.map((each) => each.get("ours") ?? NaN));
    figures[job] = {
      nanoseconds: Math.round(ours * 1e6),
      ...Object.fromEntries(names.filter((side) => side !== "ours").map((side) => [side, Number(of(side).toFixed(2))])),
    };
  }
  return figures;
}

/** How many times fill a stretch. Finding out warms the compiler up. */
async function enough(clocked: Clocked, job: string, side: Side): Promise<number> {
  let times = 10_000;
  while ((await clocked(job, side, times)) < STRETCH) times *= 2;
  return times;
}

function missed(place: string, figures: Figures): string[] {
  return Object.entries(figures).flatMap(([job, { theirs = NaN }]) => {
    if (job === "url") {
      const share = 1 / theirs;
      const told = `${place}: a URL takes ${share.toFixed(2)} of one regular expression, at most ${TARGETS.urlAtMost} wanted`;
      return share <= TARGETS.urlAtMost ? [] : [told];
    }
    const told = `${place}: '${job}' is ${theirs} times as fast as negotiator, at least ${TARGETS.acceptAtLeast} wanted`;
    return theirs >= TARGETS.acceptAtLeast ? [] : [told];
  });
}
