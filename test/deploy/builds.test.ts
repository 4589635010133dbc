/** Builds beside deploys: the real wrangler uploads one without serving it, deploys it, lists what there is and goes back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { bindingsOf, trafficOf } from "../../cli/platform/worker.ts";
import { Bench, PUBLIC, says } from "./fixture.ts";

let bench: Bench;
let config: string;
let uploaded = "";

beforeAll(async () => {
  bench = await Bench.create();
  await bench.start();
  config = await bench.worker("front", says("one"), `${PUBLIC}[vars]\nA = "1"\n`);
  await wrangler("deploy", "--message", "the first", "--tag", "t1");
});

afterAll(() => bench.remove());

/** Must succeed; answers what it said. */
async function wrangler(...args: readonly string[]): Promise<string> {
  const { ok, output } = await bench.wrangler([...args, "-c", config]);
  if (!ok) throw new Error(output);
  return output;
}

async function live(): Promise<readonly [text: string, build: string | undefined, message: string | null | undefined]> {
  const traffic = await trafficOf(bench.edge.api, "front");
  expect(traffic?.shares.map(({ percentage }) => percentage)).toEqual([100]);
  return [await bench.get(), traffic?.shares[0]?.buildId, traffic?.message];
}

test("an upload is listed, and serves nobody", async () => {
  await bench.worker("front", says("two"), `${PUBLIC}[vars]\nA = "2"\n`);
  const output = await wrangler("versions", "upload", "--message", "the second", "--tag", "t2");
  uploaded = /Version ID: (\S+)/.exec(output)?.[1] ?? "";
  const list = await wrangler("versions", "list");
  for (const told of [uploaded, "the first", "the second", "t1", "t2"]) expect(list).toContain(told);
  expect(await wrangler("versions", "view", uploaded)).toContain('env.A ("2")');
  expect(await bindingsOf(bench.edge.api, "front", uploaded)).toEqual([{ type: "plain_text", name: "A", text: "2" }]);
  const [text, build, message] = await live();
  expect([text, message]).toEqual(["one", "the first"]);
  expect(build).not.toBe(uploaded);
});

test("deployed, it serves all", async () => {
  await wrangler("versions", "deploy", `${uploaded}@100%`, "-y", "--message", "take two");
  expect(await live()).toEqual(["two", uploaded, "take two"]);
  expect(await wrangler("deployments", "list")).toContain("take two");
  expect(JSON.parse(await wrangler("deployments", "status", "--json"))).toMatchObject({
    versions: [{ version_id: uploaded, percentage: 100 }],
  });
});

test("rollback goes to the one before, and to any that is named", async () => {
  await wrangler("rollback", "-y", "-m", "two was bad");
  const [text, build, message] = await live();
  expect([text, message]).toEqual(["one", "two was bad"]);
  expect(build).not.toBe(uploaded);
  await wrangler("rollback", uploaded, "-y", "-m", "it was not");
  expect(await live()).toEqual(["two", uploaded, "it was not"]);
});
