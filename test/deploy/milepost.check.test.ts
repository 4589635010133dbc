/** `milepost check --local`: what the table binds and the platform does not have. With the real wrangler, on an edge. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bench, PUBLIC, says } from "./fixture.ts";
import { command, type Ended } from "./operator.ts";

let bench: Bench;

const service = (binding: string, worker: string) => `\n[[services]]\nbinding = "${binding}"\nservice = "${worker}"\n`;
const ROUTER = `${PUBLIC}${service("V4", "api-v4")}${service("V3", "api-v3")}\n[vars.APPLICATION_DEFAULT]\ndefault = 4\n`;

/** Asks the versions in turn, and falls over where one is missing. */
const ASKING = `export default { async fetch(request, { V3, V4 }) {
  return new Response(await (await V4.fetch(request)).text() + await (await V3.fetch(request)).text());
} };`;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.start({ main: "api" });
});
afterAll(() => bench.remove());

function check(...args: readonly string[]): Promise<Ended> {
  return command(bench.folder, ["check", ...args, "--local", "--data", bench.dataDir]);
}

test("before the first deployment nothing can be missing", async () => {
  for (const number of [3, 4]) await bench.worker(`api-v${number}`, says(`v${number}`), "", `workers/v${number}`);
  await bench.worker("api", ASKING, ROUTER, ".");
  const { status, stdout, stderr } = await check();
  expect([status, stderr], stdout).toEqual([0, ""]);
});

test("with everything deployed there is no fault", async () => {
  for (const number of [3, 4]) await bench.deployed(`api-v${number}`, says(`v${number}`), "", `workers/v${number}`);
  await bench.deployed("api", ASKING, ROUTER, ".");
  expect(await bench.get()).toBe("v4v3");
  const { status, stdout } = await check();
  expect([status, stdout]).toEqual([0, expect.not.stringContaining("not asked")]);
});

test("a worker that was deleted by hand while it was bound is told, with what its clients meet", async () => {
  // Without a terminal wrangler answers its own question about workers that refer to this one with yes.
  expect((await bench.wrangler(["delete", "--name", "api-v3"])).ok).toBe(true);
  const { status, stdout } = await check("--json");
  const { reasons } = JSON.parse(stdout) as { reasons: string[] };
  expect([status, reasons]).toEqual([
    3,
    ["V3 is bound to 'api-v3', which the platform does not have; v3 is answered with 503. Deploy it: milepost deploy."],
  ]);
  // The files alone are as good as they were.
  expect((await command(bench.folder, ["check", "--offline"])).status).toBe(0);
});

test("deployed again, it is not told any more", async () => {
  await bench.deployed("api-v3", says("v3"), "", "workers/v3");
  expect((await check()).status).toBe(0);
});
