/** Requests to one isolate, until the end: from friendly to as bad as they can be. */
import { spanOf } from "../../router/limits/policy.ts";
import type { Clockwork } from "./clockwork.ts";
import type { Random } from "./random.ts";
import type { Scenario } from "./simulation.ts";

/**
 * At random at an even rate; in bursts and pauses; or on the brink: for half a window whole leases are spent in
 * their last moments, or just after them if that were possible, and a window later a flood waits for these very
 * tokens to come free. Then nothing hides one that was spent too late or came free too early.
 */
export type Load = "even" | "bursts" | "brink";

export interface Target {
  readonly request: (set: number, cost: number) => void;
  /** Milliseconds until the last lease held for this set is over; null: none is. */
  readonly leaseLeft: (set: number) => number | null;
}

export function load(scenario: Scenario, random: Random, clockwork: Clockwork, target: Target): void {
  const { sets, costs, rate, isolates } = scenario;
  const mean = (1_000 * isolates) / rate / random.between(0.5, 1.5);
  const any = () => target.request(random.whole(0, sets.length - 1), random.pick(costs));
  const several = (set: number) => {
    for (let more = random.whole(2, 30); more > 0; more--) target.request(set, costs[0]);
  };

  const even = () =>
    clockwork.after(random.pause(mean), () => {
      any();
      even();
    });

  let [pace, phaseEnd] = [1, 0];
  const bursts = () => {
    if (clockwork.now >= phaseEnd) {
      pace = random.pick([0.02, 0.3, 1, 1, 3]);
      phaseEnd = clockwork.now + random.pause(10_000);
    }
    clockwork.after(random.pause(mean / pace), () => {
      any();
      if (random.chance(0.02)) several(0);
      bursts();
    });
  };

  const tide = 2 * Math.max(...sets.flat().map(spanOf));
  // One by one they take every token as soon as it is free; all at once none is left in a lease to hide one.
  const [share, between] = random.pick([
    [0, mean / 4],
    [0.4, mean],
  ]);
  let set = 0;
  const brink = () => {
    if (clockwork.now % tide > tide / 4) {
      clockwork.after(random.pause(between), () => {
        if (random.chance(share)) several(0);
        else any();
        brink();
      });
      return;
    }
    const left = target.leaseLeft(set);
    if (left === null || left < -1_000) {
      set = random.whole(0, sets.length - 1);
      target.request(set, costs[0]);
      clockwork.after(random.between(20, 200), brink);
    } else if (left > 30) {
      clockwork.after(left + (random.chance(0.8) ? random.between(-30, 0) : random.between(0, 1_000)), brink);
    } else {
      several(set);
      clockwork.after(random.between(1, 20), brink);
    }
  };

  switch (scenario.load) {
    case "even":
      return even();
    case "bursts":
      return bursts();
    case "brink":
      return brink();
  }
}
