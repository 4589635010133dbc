/**
 * A version is released, with the real wrangler and the real workers: v3 answers as a preview what v2 answers; v2, which is a
 * shell by then, and v1, which stands on v2, answer what they answered before. Then v3 changes, and v2's clients see nothing
 * of it, and an application of somebody else's moves in next door.
 */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deployAll } from "../../cli/deploy.ts";
import { Bench } from "./fixture.ts";
import { call, copyProject } from "./milepost.ts";
import { command, milepost } from "./operator.ts";

let bench: Bench;
let root: string;
let before: Told[];

interface Told {
  readonly path: string;
  readonly status: number;
  readonly release: string | null;
  readonly body: string;
}

const OLD_PATHS = ["/contacts.json", "/org.json", "/groups.json", "/fields.json", "/nosuch.json", "/"];

beforeAll(async () => {
  bench = await Bench.create();
  [root] = await Promise.all([
    copyProject(bench.folder, ["cli", "local", "bench", "test", "docs", "vitest.config.ts"]),
    bench.startDeployed(),
  ]);
  before = await told(2, 1);
});

afterAll(() => bench.remove());

async function told(...versions: readonly number[]): Promise<Told[]> {
  const paths = versions.flatMap((version) => OLD_PATHS.map((path) => `/api/v${version}${path}`));
  return Promise.all(
    paths.map(async (path) => {
      const answer = await call(bench, path);
      return { path, status: answer.status, release: answer.headers.get("API-Release"), body: await answer.text() };
    }),
  );
}

async function write(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await call(bench, path, { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function read(path: string): Promise<Record<string, unknown>> {
  return (await (await call(bench, path)).json()) as Record<string, unknown>;
}

const deploy = (...only: readonly string[]) => deployAll({ root, target: bench.edge.api, only });

test("a dry run lists the files and the change of the table, and touches nothing", async () => {
  const table = readFileSync(join(root, "wrangler.toml"), "utf8");
  const { status, stdout } = await command(root, ["version", "release", "v3", "--dry-run"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ +\+ workers\/v3\/index\.ts$/m);
  expect(stdout).toMatch(/^ +- workers\/v2\/routes\.ts$/m);
  expect(stdout).toMatch(/^ +~ workers\/v2\/index\.ts$/m);
  expect(stdout).toMatch(/^ +\+\[vars\.VERSION_V3\]$/m);
  expect(existsSync(join(root, "workers/v3"))).toBe(false);
  expect(readFileSync(join(root, "wrangler.toml"), "utf8")).toBe(table);
});

test("without a terminal and without --yes nothing is written, and no other number is released", async () => {
  const unasked = await command(root, ["version", "release", "v3"]);
  expect([unasked.status, unasked.stderr]).toEqual([2, expect.stringContaining("add --yes")]);
  const skipped = await command(root, ["version", "release", "v4", "--yes"]);
  expect([skipped.status, skipped.stderr]).toEqual([3, expect.stringContaining("The next version is v3")]);
  expect(existsSync(join(root, "workers/v3"))).toBe(false);
});

test("v3 is written and deployed: a preview that is listed, and only chosen by who names it", async () => {
  const released = await command(root, ["version", "release", "v3", "--yes"]);
  expect([released.status, released.stderr]).toEqual([0, ""]);
  const again = await command(root, ["version", "release", "v3", "--yes"]);
  expect([again.status, again.stdout]).toEqual([0, expect.stringContaining("bound already")]);

  expect(await deploy("milepost-v3", "milepost-v2", "milepost")).toEqual(["milepost-v3", "milepost-v2", "milepost"]);
  const { versions } = (await read("/api")) as { versions: { version: number; stage: string }[] };
  expect(versions.map(({ version, stage }) => [version, stage])).toEqual([
    [3, "preview"],
    [2, "current"],
    [1, "deprecated"],
  ]);
  expect((await call(bench, "/api/contacts.json")).headers.get("API-Version")).toBe("2");
  expect((await call(bench, "/api/latest/contacts.json")).headers.get("API-Version")).toBe("2");
  expect((await call(bench, "/api/v3/contacts.json")).headers.get("RateLimit-Policy")).toContain('"v3');
});

test("v2 and v1 answer byte for byte what they did, and v3 what v2 does, under its own name", async () => {
  expect(await told(2, 1)).toEqual(before);
  const asV3 = before
    .filter(({ path }) => path.startsWith("/api/v2/"))
    .map(({ path, status, body }) => ({ path: named(path), status, release: "3.0.0", body: named(body) }));
  expect(await told(3)).toEqual(asV3);
  expect(await read("/api/v2/openapi.json")).toMatchObject({
    info: { version: "2.0.0" },
    servers: [{ url: "/api/v2" }],
  });
  expect(await read("/api/v3/openapi.json")).toMatchObject({
    info: { version: "3.0.0" },
    servers: [{ url: "/api/v3" }],
  });
});

const named = (text: string) => text.replaceAll("/api/v2", "/api/v3");

test("what is written by one version is read by all, and the log knows by which", async () => {
  const made = await write("/api/v2/contacts.json", { name: "By two", urns: ["tel:+250788555021"] });
  expect(made.status).toBe(201);
  // A group that is not there yet: v1 makes it and the contact as one, over v2's binding-only entrypoint.
  const old = await write("/api/v1/contacts.json", { name: "By one", phone: "+250788555011", groups: ["Brand new"] });
  expect([old.status, old.body["group_names"] ?? old.body["groups"]]).toEqual([201, ["Brand new"]]);
  expect((await write("/api/v3/contacts.json", { name: "By three", urns: ["tel:+250788555031"] })).status).toBe(201);
  const names = ["By one", "By two", "By three"];
  for (const path of ["/api/v3/contacts.json", "/api/v2/contacts.json", "/api/v1/contacts.json"]) {
    const { results } = (await read(path)) as { results: { name: string | null }[] };
    expect(
      results.map(({ name }) => name),
      path,
    ).toEqual(expect.arrayContaining(names));
  }
  const refused = await write("/api/v2/contacts.json", { urns: ["nonsense"] });
  expect([refused.status, Object.keys(refused.body)]).toEqual([400, ["urns"]]);
  const { results: events } = (await read("/api/v2/events.json")) as { results: { version: unknown }[] };
  expect(new Set(events.slice(0, 4).map(({ version }) => String(version)))).toEqual(new Set(["1", "2", "3"]));
});

test("the tests that are made from the table and those of the shell hold, in the project as it is now", async () => {
  const { PATH = "", HOME = "" } = process.env;
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      vitest,
      "run",
      "--reporter=verbose",
      "--reporter=./test/summary.ts",
      "test/contract/versions.test.ts",
      "test/conformance/own-table.test.ts",
      "workers/v2",
    ],
    { cwd: root, env: { PATH, HOME } },
  );
  const said = stripVTControlCharacters(stdout);
  expect(said).toContain("/api/v2 is a shell without changes, and says byte for byte what /api/v3 says");
  expect(said).toContain("workers/v2/translate.test.ts");
  for (const level of ["purely", "over HTTP"]) {
    for (const version of ["v3, preview", "v2, current", "v1, deprecated"]) {
      expect(said).toContain(`own-table.test.ts > ${level} > ${version}, said as vN in the path → { status: 200`);
    }
    expect(said).toContain(`${level} > v3 and v2 in the path and in a header → { status: 400`);
  }
  expect(said).toMatch(/^\d+ passed, 0 failed$/m);
  // What is generated from the new version's table is what was written.
  await promisify(execFile)(process.execPath, ["cli/openapi.ts", "--check"], { cwd: root, env: { PATH } });
});

test("v3 changes: one entry in v2's list of changes, and v2's clients see nothing of it", async () => {
  const org = join(root, "workers/v3/org/org.ts");
  const text = readFileSync(org, "utf8");
  const changed = text.replace("primary_language: account.primaryLanguage", "first_language: account.primaryLanguage");
  expect(changed).not.toBe(text);
  writeFileSync(org, changed);
  const changes = join(root, "workers/v2/changes.ts");
  writeFileSync(
    changes,
    readFileSync(changes, "utf8").replace(
      "[];",
      `[{
  description: "v2 called the first language primary_language.",
  operations: ["GET /org"],
  response: (body) => {
    const { first_language, ...rest } = body as Record<string, unknown>;
    return { ...rest, primary_language: first_language };
  },
  problem: (answer) => ({ ...answer, body: { detail: "as v2 said it" } }),
}];`,
    ),
  );
  await deploy("milepost-v3", "milepost-v2");
  const old = JSON.parse(before.find(({ path }) => path === "/api/v2/org.json")?.body ?? "null") as unknown;
  expect(await read("/api/v2/org.json")).toEqual(old);
  const young = await read("/api/v3/org.json");
  expect(young).toHaveProperty("first_language");
  expect(young).not.toHaveProperty("primary_language");
  expect(await told(1)).toEqual(before.filter(({ path }) => path.startsWith("/api/v1/")).map(expectSameButContacts));
});

/** Contacts were written meanwhile. */
function expectSameButContacts(told: Told): unknown {
  return /contacts|groups/.test(told.path) ? { ...told, body: expect.any(String) as string } : told;
}

test("an application of somebody else's is written, bound, deployed and listed by one command", async () => {
  const ended = await milepost({ root, bench }, ["application", "create", "course-list", "--style", "itty", "--yes"]);
  expect([ended.status, ended.stderr]).toEqual([0, ""]);
  const answer = await call(bench, "/api/course-list/v0/");
  expect([answer.status, answer.headers.get("API-Version"), answer.headers.get("API-Release")]).toEqual([
    200,
    "0",
    "0.1.0",
  ]);
  expect(await answer.json()).toEqual({ application: "course-list", account: "main" });
  expect(await read("/api/course-list")).toMatchObject({ versions: [{ version: 0, stage: "preview" }] });
  expect((await call(bench, "/api/v2/org.json")).status).toBe(200);
  const refused = await milepost({ root, bench }, ["application", "create", "versions"]);
  expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining("that path is the router's own")]);
});
