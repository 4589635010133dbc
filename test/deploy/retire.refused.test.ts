/** Every good reason against a retirement, on real workers: told at once, and nothing is changed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUBLIC, says } from "./fixture.ts";
import { operate } from "./milepost.ts";
import { milepost } from "./operator.ts";
import {
  changeTable,
  countedCalls,
  isThere,
  must,
  pastSunset,
  type Retiring,
  retiringProject,
  statusOf,
  tableOf,
  workerThere,
} from "./retirement.ts";

let it: Retiring;

beforeAll(async () => {
  it = await retiringProject();
  expect(await statusOf(it, "/api/v1/contacts.json")).toBe(200);
  expect(await countedCalls(it, "V1")).toBeGreaterThan(0);
});

afterAll(() => it.bench.remove());

/** Status 3, these reasons, and everything as it was. Without a terminal and in CI, where wrangler would say yes to all. */
async function expectRefused(args: readonly string[], ...reasons: readonly (string | RegExp)[]): Promise<void> {
  const before = await tableOf(it);
  const { status, stdout, stderr } = await milepost(it, ["version", "retire", ...args], { CI: "1" });
  const said = stdout + stderr;
  for (const reason of reasons) expect(said).toMatch(reason);
  expect(status).toBe(3);
  expect(await tableOf(it)).toBe(before);
  expect(await isThere(it.root, "tombstones")).toBe(false);
  expect(await workerThere(it, "milepost-v1")).toBe(true);
}

test("before the promised date, while called and pinned: every reason at once, callers by name", async () => {
  await operate(it.bench, "PUT", "accounts/main/pins/default", { version: 1 });
  await expectRefused(
    ["v1", "--yes"],
    /promised to its clients until 2027-03-01/,
    /by main with key/,
    /main is pinned/,
  );
  await operate(it.bench, "DELETE", "accounts/main/pins/default", {});
});

test("what calls without a version get, what is not deprecated, what is not there", async () => {
  await expectRefused(
    ["v2", "--yes"],
    /v2 is what calls without a version get \(default = 2\)/,
    /v2 is not deprecated/,
  );
  await expectRefused(["v9", "--yes", "--json"], /"reasons": \[\s*"The table has no v9\. It has v2, v1\."/);
});

test("a table that is not the router's: somebody deployed, or somebody must", async () => {
  await changeTable(it, (text) => text.replace('sunset = "2027-03-01"', 'sunset = "2026-11-15"'));
  await expectRefused(["v1", "--yes"], /was not deployed from this copy, and differs from it in VERSION_V1/);
  await changeTable(it, (text) => text.replace('sunset = "2026-11-15"', 'sunset = "2027-03-01"'));
  await pastSunset(it);
  await expectRefused(["v1", "--yes"], /was called (once|\d+ times)/);
});

test("a build that is not the one this operator saw last", async () => {
  const mine = await tableOf(it);
  await changeTable(it, (text) => text.replace("denied = 403", "denied = 401"));
  const deployed = await it.bench.wrangler(["deploy", "-c", `${it.root}/wrangler.toml`, "--message", "by a colleague"]);
  expect(deployed.ok).toBe(true);
  await changeTable(it, () => mine);
  await expectRefused(["v1", "--despite-callers", "--yes"], /"by a colleague"\).*--take-over/);
  await must(milepost(it, ["deploy", "milepost", "--yes"]));
});

test("another worker refers to it", async () => {
  await it.bench.deployed("report", says("x"), `${PUBLIC}[[services]]\nbinding = "OLD"\nservice = "milepost-v1"\n`);
  await expectRefused(
    ["v1", "--despite-callers", "--yes"],
    /report \(service OLD\) refers to the worker 'milepost-v1'/,
  );
  expect((await it.bench.wrangler(["delete", "--name", "report"])).ok).toBe(true);
});

test("CI=1 without a terminal answers no question, and nobody said --yes", async () => {
  const before = await tableOf(it);
  const { status, stderr } = await milepost(it, ["version", "retire", "v1", "--despite-callers"], { CI: "1" });
  expect(stderr).toMatch(/Nobody is here to answer: add --yes/);
  expect(status).toBe(2);
  expect(await tableOf(it)).toBe(before);
  expect(await workerThere(it, "milepost-v1")).toBe(true);
});

test("a dry run tells every step, shows the diff and changes nothing", async () => {
  const before = await tableOf(it);
  const { stdout } = await must(milepost(it, ["version", "retire", "v1", "--despite-callers", "--dry-run"]));
  expect(stdout).toMatch(/main with key \S+ called v1 \d+ times/);
  expect(stdout).toContain('-binding = "V1"');
  expect(stdout).toMatch(/\+retired = "2026-/);
  expect(stdout).toContain("Delete the worker 'milepost-v1'");
  expect(await tableOf(it)).toBe(before);
  expect(await isThere(it.root, "tombstones")).toBe(false);
  expect(await statusOf(it, "/api/v1/contacts.json")).toBe(200);
});
