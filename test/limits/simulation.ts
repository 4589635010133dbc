/**
 * The protocol under one scenario: the real holders in isolates, the real ledger in an object, everything
 * between and around them made up and bad. What was admitted is kept for the oracle to judge.
 */
import { leaseTtlOf, type Policy } from "../../router/limits/policy.ts";
import { Clockwork } from "./clockwork.ts";
import { Isolate, type Outcome } from "./isolate.ts";
import { load, type Load } from "./load.ts";
import { LimiterObject, type Decided } from "./limiter-object.ts";
import { Network, type Weather } from "./network.ts";
import { Ideal, type Admission } from "./oracle.ts";
import { Random } from "./random.ts";

export interface Scenario {
  readonly seed: number;
  /** Sets of policies that requests are limited by, one of them each. */
  readonly sets: readonly (readonly Policy[])[];
  readonly costs: readonly [number, ...number[]];
  readonly isolates: number;
  /** So many of them are where the object is. */
  readonly near: number;
  /** Requests per second, of all isolates together; each has another share. */
  readonly rate: number;
  readonly load: Load;
  readonly milliseconds: number;
  readonly weather: Weather;
  /** Mean milliseconds that an isolate lives; another one takes its place. Null: they live on. */
  readonly life: number | null;
  /** Mean milliseconds between restarts of the object; null: none. */
  readonly uptime: number | null;
  /** Whether clocks are set: the object's when it restarts, the isolates' at any time. */
  readonly clockSteps: boolean;
}

export interface Run {
  /** By name of the policy. */
  readonly admissions: ReadonlyMap<string, { readonly policy: Policy; readonly admitted: readonly Admission[] }>;
  readonly requests: number;
  readonly admitted: number;
  readonly denied: number;
  readonly silent: number;
  readonly waited: number;
  /** Tokens of an ideal limiter that sees every request at once, and ours. */
  readonly ideal: number;
  readonly tokens: number;
  readonly calls: number;
  readonly grants: number;
  readonly writes: number;
  readonly writesOfDenials: number;
}

/**
 * Milliseconds that the object's clock may step forward in one run, all together. Leases have the guard for
 * it. What has no lease is kept by the object's clock: where both count together, there is no one clock to judge
 * them by, and this one makes no such step.
 */
function forwardOf({ sets }: Scenario): number {
  const mixed = sets.some((one) => leaseTtlOf(one) === 0) && sets.some((one) => leaseTtlOf(one) > 0);
  return mixed ? 0 : 50;
}

export function simulate(scenario: Scenario): Run {
  const random = new Random(scenario.seed);
  const clockwork = new Clockwork();
  const object = new LimiterObject(clockwork, random.whole(1_000_000, 2_000_000), scenario.uptime !== null);
  const far = new Network(clockwork, random, scenario.weather, object);
  const near = new Network(clockwork, random, { ...scenario.weather, fastest: 0, slowest: 2 }, object);
  const book = new Book(scenario, clockwork, object);
  const isolates: Isolate[] = [];

  const born = (place: number, generation: number) => {
    const name = `${place}-${generation}`;
    const isolate = new Isolate(
      clockwork,
      place < scenario.near ? near : far,
      name,
      scenario.sets,
      random.whole(-1_000_000, 1_000_000),
    );
    isolates[place] = isolate;
    const setClock = () => {
      if (isolates[place] !== isolate) return;
      isolate.setClock(random.whole(-5_000, 5_000));
      clockwork.after(random.pause(20_000), setClock);
    };
    if (scenario.clockSteps) clockwork.after(random.pause(20_000), setClock);
    if (scenario.life === null) return;
    clockwork.after(random.pause(scenario.life), () => {
      isolate.die();
      born(place, generation + 1);
    });
  };
  for (let place = 0; place < scenario.isolates; place++) {
    born(place, 0);
    load(scenario, random, clockwork, {
      request: (set, cost) => isolates[place]?.request(set, cost, book.request(set, cost)),
      leaseLeft: (set) => isolates[place]?.leaseLeft(set) ?? null,
    });
  }

  let forward = forwardOf(scenario);
  const restarts = (uptime: number) =>
    clockwork.after(random.pause(uptime), () => {
      const ahead = scenario.clockSteps && random.chance(0.3) ? random.pick([forward, random.whole(0, forward)]) : 0;
      const back = scenario.clockSteps && ahead === 0 && random.chance(0.4) ? random.whole(0, 5_000) : 0;
      forward -= ahead;
      object.restart(ahead - back, random.whole(0, 300));
      restarts(uptime);
    });
  if (scenario.uptime !== null) restarts(scenario.uptime);
  clockwork.run(scenario.milliseconds);
  return book.close();
}

/** Whether a policy stands in sets that take leases, in sets that do not, or in both. */
type Leases = "always" | "never" | "sometimes";

/** What came of every request. */
class Book {
  readonly #scenario: Scenario;
  readonly #clockwork: Clockwork;
  readonly #object: LimiterObject;
  readonly #ideals: Ideal | null;
  readonly #admissions = new Map<string, { policy: Policy; leases: Leases; admitted: Admission[] }>();
  readonly #run = { requests: 0, admitted: 0, denied: 0, silent: 0, waited: 0, ideal: 0, tokens: 0 };

  constructor(scenario: Scenario, clockwork: Clockwork, object: LimiterObject) {
    this.#scenario = scenario;
    this.#clockwork = clockwork;
    this.#object = object;
    const [only, ...others] = scenario.sets;
    this.#ideals = only !== undefined && others.length === 0 ? new Ideal(only) : null;
    for (const policies of scenario.sets) {
      for (const policy of policies) {
        const before = this.#admissions.get(policy.name)?.leases;
        const here = leaseTtlOf(policies) > 0 ? "always" : "never";
        const leases = before === undefined || before === here ? here : "sometimes";
        this.#admissions.set(policy.name, { policy, leases, admitted: [] });
      }
    }
  }

  request(set: number, cost: number): (outcome: Outcome) => void {
    const run = this.#run;
    run.requests += 1;
    if (this.#ideals?.admits(this.#clockwork.now, cost) === true) run.ideal += cost;
    return (outcome) => {
      run[outcome.kind] += 1;
      if (outcome.waited) run.waited += 1;
      if (outcome.kind === "admitted") this.#admit(set, cost, outcome.decided);
    };
  }

  #admit(set: number, cost: number, decided: Decided | null): void {
    this.#run.tokens += cost;
    for (const { name } of this.#scenario.sets[set] ?? []) {
      const book = this.#admissions.get(name);
      book?.admitted.push({ time: this.#instant(book.leases, decided), cost });
    }
  }

  /**
   * Leases are kept by the true time. What has none is kept by the clock that decides, in its whole
   * milliseconds; where both count together its steps are left out (see above), and only the fractions go.
   */
  #instant(leases: Leases, decided: Decided | null): number {
    const time = decided?.time ?? this.#clockwork.now;
    if (leases === "always") return time;
    return leases === "never" && decided !== null ? decided.clock : Math.floor(time);
  }

  close(): Run {
    const { calls, grants, writes, writesOfDenials } = this.#object;
    return { ...this.#run, admissions: this.#admissions, calls, grants, writes, writesOfDenials };
  }
}
