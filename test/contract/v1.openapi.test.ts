/** v1's API document: every operation there is, and for each the way out, which exists. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Described {
  readonly deprecated?: boolean;
  readonly "x-successor-operation"?: string | null;
  readonly "x-migration"?: string;
}
/** The worker's own list, as far as it concerns this; its types belong to another world than this one. */
interface Endpoints {
  readonly endpointNames: () => readonly string[];
  readonly endpointCalled: (name: string) => { readonly methods: readonly string[] } | undefined;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Described>>>>;

const { endpointCalled, endpointNames } = (await import(
  new URL("../../workers/v1/endpoints.ts", import.meta.url).href
)) as Endpoints;
const paths = pathsOf("v1");
const successors = new Set(operationsOf(pathsOf("v2")).map(({ name }) => name));
const operations = operationsOf(paths);

function pathsOf(version: string): Paths {
  const file = new URL(`../../workers/${version}/openapi.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { paths: Paths }).paths;
}

/** Named as the guide and the operator's report have them: `GET /contacts`. */
function operationsOf(paths: Paths): readonly { readonly name: string; readonly described: Described }[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      return { name: `${method.toUpperCase()} ${path.replace(/\.json$/, "")}`, described };
    }),
  );
}

test("every method of every endpoint is described, and nothing else", () => {
  const own = ["GET /", "GET /openapi"];
  const served = endpointNames().flatMap((name) =>
    (endpointCalled(name)?.methods ?? []).map((method) => `${method} /${name}`),
  );
  expect(operations.map(({ name }) => name).toSorted()).toEqual([...own, ...served].toSorted());
  expect(served.length).toBeGreaterThan(20);
});

test.each(operations)("$name is deprecated, and says what takes its place and what to do", ({ described }) => {
  expect(described.deprecated).toBe(true);
  const successor = described["x-successor-operation"];
  if (successor !== null) expect(successors).toContain(successor);
  expect(described["x-migration"]).toMatch(/^([A-Z`]|v2 )[^]{10,}\.$/);
});
