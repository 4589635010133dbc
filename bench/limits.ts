/**
 * What rate limits cost and lose, by simulation: the table of their design, target and measured. Simulated
 * time, seeded: the same figures on every machine.
 */
import { figures, type Figure } from "../test/limits/figures.ts";

const EFFORT = { seeds: 400, hours: 72 } as const;

interface Report {
  /** Sentences, one for each target that was not met. */
  readonly missed: readonly string[];
  readonly effort: typeof EFFORT;
  /** By name of the figure. */
  readonly table: Readonly<Record<string, { readonly target: number; readonly measured: number }>>;
}

export async function benchLimits(): Promise<Report> {
  const measured = figures(EFFORT).map((figure) => ({ ...figure, measured: Number(figure.measured.toFixed(4)) }));
  print(measured);
  return {
    missed: measured
      .filter(({ measured, target }) => measured > target)
      .map(({ name, measured, target }) => `${name}: ${measured}, at most ${target} wanted`),
    effort: EFFORT,
    table: Object.fromEntries(measured.map(({ name, target, measured }) => [name, { target, measured }])),
  };
}

function print(measured: readonly Figure[]): void {
  const width = Math.max(...measured.map(({ name }) => name.length));
  console.log(`${"".padEnd(width)}  at most  measured`);
  for (const { name, target, measured: figure } of measured) {
    console.log(`${name.padEnd(width)}  ${String(target).padStart(7)}  ${String(figure).padStart(8)}`);
  }
}
