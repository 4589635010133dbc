/** The way between isolates and the object: slow, and some of what is sent gets lost, in either direction. */
import type { Take } from "../../router/limits/ledger.ts";
import type { Clockwork } from "./clockwork.ts";
import type { Answer, LimiterObject } from "./limiter-object.ts";
import type { Random } from "./random.ts";

export interface Weather {
  /** Milliseconds of one way, at least and at most. */
  readonly fastest: number;
  readonly slowest: number;
  /** Share of calls that are never answered. */
  readonly loss: number;
}

export class Network {
  readonly #clockwork: Clockwork;
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #object: LimiterObject;

  constructor(clockwork: Clockwork, random: Random, weather: Weather, object: LimiterObject) {
    this.#clockwork = clockwork;
    this.#random = random;
    this.#weather = weather;
    this.#object = object;
  }

  /** @param lost is called when the sender is told of it, sooner or later than the take arrives; or never */
  send(take: Take, answered: (answer: Answer) => void, lost: () => void): void {
    const { loss } = this.#weather;
    // A take that gets lost on its way, one that comes when nobody expects it any more, a lost answer.
    const fate = this.#random.next();
    const failed = fate < loss;
    if (failed && this.#random.chance(0.7)) this.#clockwork.after(this.#random.between(0, 800), lost);
    if (fate < loss * 0.25) return;
    const late = fate < loss * 0.4 ? this.#random.between(0, 4_000) : 0;
    this.#clockwork.after(late + this.#oneWay(), () => {
      const answer = this.#object.take(take);
      if (answer === null) this.#clockwork.after(this.#oneWay(), lost);
      else if (!failed) this.#clockwork.after(this.#oneWay(), () => answered(answer));
    });
  }

  #oneWay(): number {
    return this.#random.between(this.#weather.fastest, this.#weather.slowest);
  }
}
