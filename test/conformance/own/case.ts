/** One case of an application's own: what is asked below its root, and what must come of it. */
import type { Case, Expected } from "../cases.ts";
import type { OwnApplication } from "./table.ts";
import type { Asked } from "./ways.ts";

interface More {
  readonly method?: string;
  readonly pin?: number;
}

/** `asked`: below the application's root. */
export function asCase(
  { root }: OwnApplication,
  id: string,
  asked: Asked,
  expect: Expected,
  { method = "GET", pin }: More = {},
): Case {
  const request = { method, url: `${root}${asked.path}`, headers: { ...asked.headers }, pin: pin ?? null };
  return { id, section: "", request, expect, note: "", why: "" };
}

/** As an operator writes it: `v2`, `enrollment/v0`. */
export const label = ({ name }: OwnApplication, number: number): string => `${name === "" ? "" : `${name}/`}v${number}`;

/** And one more than the newest: what nobody knows, until it is released. */
export const numbersOf = ({ stages }: OwnApplication): readonly number[] => [
  ...stages.keys(),
  Math.max(...stages.keys()) + 1,
];
