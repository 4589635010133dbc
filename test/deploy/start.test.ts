/** What `npm start` does: the first time, when it is started again, and when it cannot. */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { ROOT, ready, type Run, run, start, stops } from "./npm-start.ts";

const CALLER = { Authorization: `Token ${"a".repeat(40)}` };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "milepost-start-test-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("first start: a ready line, a command for each version, the sample; second start: what was written is kept", async () => {
  const args = ["--port", "0", "--data", join(folder, "kept")];
  const first = start(args);
  const url = await ready(first);
  const [line, ...commands] = first.out().trimEnd().split("\n");
  expect(line).toBe(`ready ${url}`);
  const { versions } = await findWorkers(ROOT);
  expect(commands.map((command) => /^curl .*(\/api\/v\d+\/)/.exec(command)?.[1])).toEqual(
    versions.map((version) => `/api/v${version}/`),
  );
  for (const command of commands) {
    const shown = run("sh", ["-c", `${command} -s`]);
    await shown.ended;
    expect(shown.out()).toContain("HTTP/1.1 200");
    expect(shown.out()).toContain("Joe Blow");
  }
  const body = JSON.stringify({ name: "Written", urns: ["tel:+250788555009"] });
  const headers = { ...CALLER, "Content-Type": "application/json" };
  expect((await fetch(`${url}/api/v2/contacts.json`, { method: "POST", headers, body })).status).toBe(201);
  await stops(first, "SIGTERM");

  const second = start([...args, "--https"]);
  const secure = await ready(second);
  expect(secure).toMatch(/^https:/);
  const shown = run("curl", [
    "-sk",
    "-H",
    `Authorization: ${CALLER.Authorization}`,
    `${secure}/api/v2/contacts.json?limit=1`,
  ]);
  await shown.ended;
  expect(shown.out()).toContain("Written");
  expect(second.err()).not.toContain("imported");
  await stops(second, "SIGINT");
});

/** One sentence on stderr, status 1, nothing on stdout, nothing left. */
async function fails(it: Run, ...told: readonly string[]): Promise<void> {
  expect(await it.ended).toBe(1);
  for (const word of told) expect(it.err()).toContain(word);
  expect(it.err()).not.toMatch(/^\s+at /m);
  expect(it.out()).toBe("");
}

test.concurrent.each([
  ["an unknown flag", ["--prot", "1"], ["--prot", "Usage"]],
  ["a port that is none", ["--port", "70000"], ["70000"]],
  ["an import file that is not there", ["--import", "nowhere.json"], ["nowhere.json"]],
])("%s", async (_name, args, told) => {
  await fails(start(["--data", join(folder, "wrong"), ...args]), ...told);
});

test("a busy port", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  await fails(start(["--port", String(port), "--data", join(folder, "busy")]), `Port ${port} is in use`, "--port");
  other.close();
});

/** A project of its own: `wrangler.toml` as given. */
async function project(name: string, table: string): Promise<string> {
  const place = join(folder, name);
  await mkdir(place);
  await Promise.all(
    ["cli", "local", "contracts", "http", "package.json"].map((part) =>
      cp(join(ROOT, part), join(place, part), { recursive: true }),
    ),
  );
  await symlink(join(ROOT, "node_modules"), join(place, "node_modules"));
  await writeFile(join(place, "wrangler.toml"), table);
  return place;
}

test.concurrent.each([
  ["a broken wrangler.toml", "name = milepost", ["wrangler.toml"]],
  [
    "a deploy that fails",
    'name = "milepost"\nmain = "nowhere.ts"\ncompatibility_date = "2026-10-23"\n',
    ["milepost", "nowhere.ts"],
  ],
])("%s", async (name, table, told) => {
  const place = await project(name.replaceAll(/\W+/g, "-"), table);
  const it = run(process.execPath, [join(place, "local/start.ts"), "--port", "0"], place);
  await fails(it, ...told);
});

test("an import file that is not an import", async () => {
  const file = join(folder, "bad.json");
  await writeFile(file, '{"version": 1, "orgs": [{"key": "BAD KEY"}]}');
  await fails(start(["--port", "0", "--data", join(folder, "import"), "--import", file]), "bad.json", "key");
});
