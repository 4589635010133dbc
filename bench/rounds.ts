/** Interleaved rounds of load: every variant once per round, so that drift of the machine hits all alike. */
import autocannon from "autocannon";

export interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

/** Requests per second by target, one figure a round. Any answer but 2xx fails the benchmark. */
export async function measure(targets: readonly Target[], effort: Effort): Promise<Map<string, number[]>> {
  const figures = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
  for (const target of targets) await load(target, { ...effort, seconds: 1 });
  for (let round = 0; round < effort.rounds; round++) {
    // Every other round backwards: whoever comes after a pause or a collection is not always the same.
    const order = round % 2 === 0 ? targets : targets.toReversed();
    for (const target of order) figures.get(target.name)?.push(await load(target, effort));
  }
  return figures;
}

async function load(target: Target, effort: Effort): Promise<number> {
  return (await requestsOf(target, effort)) / effort.seconds;
}

/** How many requests were answered. */
export async function requestsOf(target: Target, effort: Effort): Promise<number> {
  const result = await autocannon({
    url: target.url,
    connections: effort.connections,
    duration: effort.seconds,
    headers: { ...target.headers },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${target.name} (${target.url}) failed ${result.non2xx + result.errors} requests.`);
  }
  return result.requests.total;
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error("No figures.");
  return (low + high) / 2;
}

/** The median of the ratios round by round: steadier than the ratio of the medians when the machine drifts. */
export function ratio(figures: ReadonlyMap<string, readonly number[]>, name: string, baseline: string): number {
  const [mine = [], theirs = []] = [figures.get(name), figures.get(baseline)];
  return median(mine.map((figure, round) => figure / (theirs[round] ?? Number.NaN)));
}
