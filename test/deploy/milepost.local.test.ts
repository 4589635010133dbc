/** `--local` finds the running edge, its operator's token and its certificate in the data folder: nothing is typed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bench, PUBLIC } from "./fixture.ts";
import { command, type Ended } from "./operator.ts";

let bench: Bench;
let token: string;

/** Stands where the router stands, and says who asked. */
const ROUTER = `export default { fetch(request) {
  const account = request.headers.get("Authorization") + " " + new URL(request.url).pathname;
  const about = { account, name: "x", disabled: false, disabled_on: null, created_on: "2026-01-01T00:00:00Z", pins: {} };
  return Response.json({ results: [about], next: null });
} };`;

beforeAll(async () => {
  bench = await Bench.create();
  const edge = await bench.start({ main: "api", https: true });
  token = await edge.secret("admin-token");
  await bench.deployed("api", ROUTER, PUBLIC, ".");
});
afterAll(() => bench.remove());

const list = (variables: Readonly<Record<string, string | undefined>> = {}): Promise<Ended> =>
  command(bench.folder, ["account", "list", "--json", "--local", "--data", bench.dataDir], {
    MILEPOST_ADMIN_TOKEN: undefined,
    ...variables,
  });

const accountIn = ({ stdout }: Ended) =>
  (JSON.parse(stdout) as { result: { accounts: { account: string }[] } }).result.accounts[0]?.account;

test("over TLS too, whose certificate nobody else believes", async () => {
  expect(bench.edge.url).toMatch(/^https:/);
  await expect(fetch(bench.edge.url)).rejects.toThrow();
  const ended = await list();
  expect(ended.status, ended.stderr).toBe(0);
  expect(accountIn(ended)).toBe(`Bearer ${token} /admin/accounts`);
});

test("a token from the environment, which is for another router, is not told to this one", async () => {
  expect(accountIn(await list({ MILEPOST_ADMIN_TOKEN: "mpo_mine" }))).toBe(`Bearer ${token} /admin/accounts`);
});

test("an edge that has stopped is told by its folder, and nothing else is asked", async () => {
  await bench.stop();
  const { status, stderr } = await list({ MILEPOST_URL: "http://127.0.0.1:9", MILEPOST_ADMIN_TOKEN: "mpo_mine" });
  expect([status, stderr]).toEqual([4, expect.stringContaining("No local edge runs on the data folder")]);
});
