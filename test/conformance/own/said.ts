/** Versions that a request names: each in every way there is, and two of them at once. */
import type { Case, Expected } from "../cases.ts";
import { asCase, label, numbersOf } from "./case.ts";
import type { OwnApplication } from "./table.ts";
import { type Asked, CONFLICT, misspelt, MISSPELT, outcome, PATH, usual, waysOf } from "./ways.ts";

export function alone(application: OwnApplication, headers: readonly string[]): readonly Case[] {
  const known = (number: number) => {
    const stage = application.stages.get(number);
    return `${label(application, number)}, ${stage ?? "which there is not"}`;
  };
  return numbersOf(application).flatMap((number) => [
    ...waysOf(application, headers).map(({ name, source, says }) => {
      const expect = outcome(source, number, application.stages.get(number));
      return asCase(application, `${known(number)}, said ${name}`, says(number), expect);
    }),
    ...misspelt(application, headers).map(({ name, source, says }) =>
      asCase(application, `${known(number)}, misspelt ${name}`, says(number), MISSPELT[source]),
    ),
  ]);
}

/** Two versions in one request, of every pair in both orders: those that assert never outrank one another. */
export function together(application: OwnApplication, headers: readonly string[]): readonly Case[] {
  const ways = waysOf(application, headers);
  const [url, accept] = [usual(ways, "url"), usual(ways, "accept")];
  const [field = "", other] = headers;
  const both = (one: Asked, two: Asked): Asked => ({ path: one.path, headers: { ...one.headers, ...two.headers } });
  const inField = (name: string, value: number | string): Asked => ({ path: PATH, headers: { [name]: String(value) } });
  return pairsOf(numbersOf(application)).flatMap(([one, two]) => {
    const [first, second] = [label(application, one), label(application, two)];
    const stage = application.stages.get(one);
    const differ = one !== two;
    const told = (source: "url" | "header"): Expected => (differ ? CONFLICT : outcome(source, one, stage));
    // What is unknown or over says so itself; only what is live can be excluded.
    const excluded = (source: "url" | "header"): Expected =>
      differ && stage !== undefined && stage !== "retired" ? CONFLICT : outcome(source, one, stage);
    const cases: readonly (readonly [string, Asked, Expected])[] = [
      ["in the path and in a header", both(url.says(one), inField(field, two)), told("url")],
      ["in one header", inField(field, `${one}, v${two}`), told("header")],
      ["in the path and in Accept", both(url.says(one), accept.says(two)), excluded("url")],
      ["in a header and in Accept", both(inField(field, one), accept.says(two)), excluded("header")],
    ];
    const twoHeaders = other === undefined ? [] : [both(inField(field, one), inField(other, two))];
    return [
      ...cases.map(([where, asked, expect]) => asCase(application, `${first} and ${second} ${where}`, asked, expect)),
      ...twoHeaders.map((it) => asCase(application, `${first} and ${second} in two headers`, it, told("header"))),
    ];
  });
}

export function pairsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  return numbers.flatMap((one) => numbers.map((two) => [one, two] as const));
}
