/**
 * One API's life, told as it happens: the operator edits the version table and deploys the router, and three
 * clients look: one names versions in the URL, one in a header, one in Accept.
 */
import { afterEach, expect, test } from "vitest";
import { day, startTable, type Table } from "./table.ts";

let table: Table | undefined;
afterEach(() => table?.close());

async function deploy(vars: Record<string, unknown>, bindings: readonly string[], dead: readonly string[] = []) {
  await table?.close();
  table = await startTable(
    { APPLICATION_DEFAULT: { vendor: "acme", default: 2, denied: 403 }, ...vars },
    bindings,
    dead,
  );
}

interface Sight {
  readonly status: number;
  /** The version that answered, and why; or the problem. */
  readonly what: string;
  readonly deprecated: boolean;
}

async function look(path: string, headers: Record<string, string> = {}): Promise<Sight> {
  if (table === undefined) throw new Error("Nothing is deployed.");
  const answer = await table.fetch(path, { headers });
  const body = (await answer.json()) as { type?: string };
  const answered = `v${answer.headers.get("API-Version")} by ${answer.headers.get("API-Version-Source")}`;
  return {
    status: answer.status,
    what: body.type === undefined ? answered : (body.type.split("/").at(-1) ?? ""),
    deprecated: answer.headers.has("Deprecation"),
  };
}

const byUrl = (version: number, path = "/contacts") => look(`/api/v${version}${path}`);
const byHeader = (version: number) => look("/api/contacts", { "API-Version": String(version) });
const byAccept = (version: number) => look("/api/contacts", { Accept: `application/vnd.acme-v${version}+json` });
const everyWay = async (version: number) => [await byUrl(version), await byHeader(version), await byAccept(version)];
const forgetful = () => look("/api/contacts");

const serves = (version: number, deprecated = false) =>
  ["url", "header", "accept"].map((by) => ({ status: 200, what: `v${version} by ${by}`, deprecated }));
const refuses = (status: number, what: string, deprecated = false) =>
  Array.from({ length: 3 }, () => ({ status, what, deprecated }));

test("from two versions to the next two, with nobody broken who was not told", async () => {
  // In the beginning there are v1 and v2, and v2 is what you get when you ask for nothing.
  await deploy({}, ["V1", "V2"]);
  expect(await everyWay(1)).toEqual(serves(1));
  expect(await forgetful()).toEqual({ status: 200, what: "v2 by default", deprecated: false });
  expect((await byUrl(3)).what).toBe("version-unknown");
  expect((await byHeader(3)).status).toBe(400);
  expect((await byAccept(3)).status).toBe(406);

  // v3 is added as a preview: there for who names it, and for nobody else.
  await deploy({ VERSION_V3: { preview: true } }, ["V1", "V2", "V3"]);
  expect(await everyWay(3)).toEqual(serves(3));
  expect((await look("/api/latest/contacts")).what).toBe("v2 by latest");
  expect((await look("/api/contacts", { Accept: "*/*" })).what).toBe("v2 by default");

  // v3 is released, v1 and v2 are deprecated: every answer of theirs says so, and all goes on.
  const ending = { deprecated: day(-1), sunset: day(90), successor: 3 };
  await deploy({ VERSION_V1: ending, VERSION_V2: ending }, ["V1", "V2", "V3"]);
  expect(await everyWay(1)).toEqual(serves(1, true));
  expect(await everyWay(2)).toEqual(serves(2, true));
  expect(await everyWay(3)).toEqual(serves(3));
  expect((await look("/api/latest/contacts")).what).toBe("v3 by latest");

  // A brownout of v1: whoever still calls it notices while it can still be undone.
  const brownout = { ...ending, brownouts: [`${day(0)}/P2D`] };
  await deploy({ VERSION_V1: brownout, VERSION_V2: ending }, ["V1", "V2", "V3"]);
  expect(await everyWay(1)).toEqual(refuses(503, "version-brownout", true));
  expect(await everyWay(2)).toEqual(serves(2, true));

  // v1 is retired in part: devices that cannot be updated keep the one operation that they call.
  const partly = { ...ending, retired: day(-1), retained: ["GET /org.json"], retained_role: "A" };
  await deploy({ VERSION_V1: partly, VERSION_V2: ending }, ["V1", "V2", "V3"]);
  expect(await everyWay(1)).toEqual(refuses(410, "version-retired", true));
  expect(await byUrl(1, "/org.json")).toEqual({ status: 200, what: "v1 by url", deprecated: true });
  expect((await byUrl(1, "/org/x")).status).toBe(410);

  // For another role the version is as gone as for everybody.
  await deploy({ VERSION_V1: { ...partly, retained_role: "S" }, VERSION_V2: ending }, ["V1", "V2", "V3"]);
  expect((await byUrl(1, "/org.json")).status).toBe(410);

  // Somebody deletes v1's worker while it is bound: a 503, never a mystery, and the others are well.
  await deploy({ VERSION_V1: ending, VERSION_V2: ending }, ["V2", "V3"], ["V1"]);
  expect(await everyWay(1)).toEqual(refuses(503, "version-unavailable", true));
  expect(await everyWay(3)).toEqual(serves(3));

  // v1 is unbound, its worker and its code are gone. The router remembers, on every channel.
  await deploy({ VERSION_V1: { ...ending, retired: day(0) }, VERSION_V2: ending }, ["V2", "V3"]);
  expect(await everyWay(1)).toEqual(refuses(410, "version-retired", true));
  expect(await everyWay(2)).toEqual(serves(2, true));
  // A library that appends */* is not moved to another version in silence, and one that asks for v2 too gets it.
  expect((await look("/api/contacts", { Accept: "application/vnd.acme-v1+json, */*;q=0.8" })).status).toBe(410);
  expect(
    (await look("/api/contacts", { Accept: "application/vnd.acme-v1+json, application/vnd.acme-v2+json;q=0.5" })).what,
  ).toBe("v2 by accept");
});
