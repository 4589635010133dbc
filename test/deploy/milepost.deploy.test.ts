/** `milepost deploy` and the table's commands on a small project, with the real wrangler: on good days and on bad ones. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FaultyPlatform, nothing } from "./faulty-platform.ts";
import { Bench } from "./fixture.ts";
import { command, type Ended, milepost } from "./operator.ts";
import { saying, smallProject, TABLE, tableText } from "./small-project.ts";

let bench: Bench;
let root: string;
let platform: FaultyPlatform;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.start({ main: "small" });
  root = await smallProject(bench.folder);
  platform = await FaultyPlatform.open(bench.edge.api);
});

afterAll(async () => {
  await platform.close();
  await bench.remove();
});

const run = (...args: string[]): Promise<Ended> => milepost({ root, bench }, args);
/** As against Cloudflare: by the usual variables, which lead to the faulty platform. */
const remotely = (...args: string[]): Promise<Ended> => command(root, args, platform.variables);

interface Document {
  readonly outcome: string;
  readonly reasons?: readonly string[];
  readonly error?: string;
  readonly result?: {
    readonly unchanged?: readonly string[];
    readonly steps: readonly { readonly step: string; readonly taken?: string }[];
  };
}

/** All of stdout is one document. */
function document({ stdout }: Ended): Document {
  return JSON.parse(stdout) as Document;
}

const steps = (ended: Ended): readonly string[] => (document(ended).result?.steps ?? []).map(({ step }) => step);

async function answered(): Promise<unknown> {
  const response = await fetch(bench.edge.url);
  return response.status === 200 ? response.json() : response.status;
}

test("a first deployment: shown, then done, versions before the router", async () => {
  const shown = await run("deploy", "--dry-run", "--json");
  expect([shown.status, document(shown).outcome]).toEqual([0, "planned"]);
  expect(steps(shown).at(-1)).toBe("Deploy small (it is not there yet)");
  expect(await answered()).toBe(404);

  const done = await run("deploy");
  expect(done.status, done.stderr).toBe(0);
  expect(done.stdout).toMatch(/Done: Deploy small-v4 .*\n(.*\n)*Done: Deploy small /);
  expect(await answered()).toEqual({ versions: { V3: "v3 1", V4: "v4 1" }, described: null });
});

test("what is live already is left out, from another folder too; what changed is not", async () => {
  const elsewhere = join(bench.folder, "another", "place");
  await cp(root, elsewhere, { recursive: true });
  await Promise.all([root, elsewhere].map((place) => saying(place, "v4", "v4 2")));
  const changed = await milepost({ root: elsewhere, bench }, ["deploy", "--json"]);
  expect(document(changed).result).toMatchObject({
    steps: [{ kind: "deploy", step: "Deploy small-v4 (it changed)", taken: "now" }],
    unchanged: ["small-v3", "small"],
  });
  expect(await answered()).toMatchObject({ versions: { V4: "v4 2" } });
});

test("a faulty table is refused with every fault, of every environment", async () => {
  const faulty = `${TABLE}\n[vars.VERSION_V3]\nsunset = "2027-13-01"\nsucessor = 4\n[env.staging.vars.VERSION_V3]\nguide = 7\n`;
  await writeFile(join(root, "wrangler.toml"), faulty);
  const refused = await run("deploy", "--json");
  await writeFile(join(root, "wrangler.toml"), TABLE);
  expect(refused.status).toBe(3);
  expect(document(refused).outcome).toBe("refused");
  const reasons = document(refused).reasons?.join("\n") ?? "";
  for (const told of ["VERSION_V3.sunset", "VERSION_V3.sucessor", "[env.staging]: VERSION_V3.guide"]) {
    expect(reasons).toContain(told);
  }
});

test("the first failure stops a deploy, which says what is live; corrected, it goes on there", async () => {
  await saying(root, "v3", "v3 2");
  const router = await readFile(join(root, "index.js"), "utf8");
  await writeFile(join(root, "index.js"), `throw new Error("no");${router}`);
  const failed = await run("deploy", "small-v3", "small");
  expect(failed.status).toBe(1);
  expect(failed.stderr).toMatch(/Not done: Deploy small .*Done before that: Deploy small-v3 /s);
  expect(failed.stderr).toContain("goes on there");
  expect(await answered()).toMatchObject({ versions: { V3: "v3 2" } });

  await writeFile(join(root, "index.js"), router.replace("http://version/", "http://version/corrected"));
  const rest = await run("deploy", "small-v3", "small", "--json");
  expect(rest.status, rest.stderr).toBe(0);
  expect(document(rest).result).toMatchObject({ unchanged: ["small-v3"], steps: [{ taken: "now" }] });
});

test("nobody there to ask: refused with the way to go on, and the file as it was", async () => {
  const asked = await run("version", "deprecate", "v3", "--sunset", "2099-01-01", "--json");
  expect([asked.status, document(asked).outcome]).toEqual([2, "failed"]);
  expect(document(asked).error).toContain("--yes");
  const shown = await run("version", "deprecate", "v3", "--sunset", "2099-01-01", "--dry-run");
  expect(shown.stdout).toContain('+sunset = "2099-01-01"');
  expect(shown.stdout).toContain("[env.staging.vars.VERSION_V3]");
  expect(await tableText(root)).toBe(TABLE);
});

test("a platform that fails is told in one sentence, and nothing was changed", async () => {
  const faults = [
    [{ kind: "status", status: 403 }, "(403)"],
    [{ kind: "status", status: 429 }, "(429)"],
    [{ kind: "status", status: 500 }, "(500)"],
    [{ kind: "dropped" }, "lost its connection"],
  ] as const;
  const tried = faults.map(async ([fault, told]) => {
    const faulty = await FaultyPlatform.open(bench.edge.api);
    faulty.faults = () => fault;
    const args = ["version", "deprecate", "v3", "--sunset", "2099-01-01", "--yes"];
    const failed = await command(root, args, faulty.variables);
    await faulty.close();
    expect(failed.status, failed.stderr).toBe(4);
    expect(failed.stderr.trim().split("\n")).toHaveLength(1);
    expect(failed.stderr).toContain(told);
  });
  await Promise.all(tried);
  expect(await tableText(root)).toBe(TABLE);
});

test("missing variables are named, all of them", async () => {
  const nothing = { CLOUDFLARE_API_TOKEN: undefined, CLOUDFLARE_ACCOUNT_ID: undefined };
  const failed = await command(root, ["deploy", "--json"], nothing);
  expect(failed.status).toBe(4);
  expect(document(failed).error).toMatch(/CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.*--local/);
});

test("the connection drops between the table and the deploy: started again, it goes on", async () => {
  platform.faults = (method) => (method === "GET" ? null : { kind: "dropped" });
  const args = ["version", "deprecate", "v3", "--sunset", "2099-01-01", "--guide", "/docs/go", "--yes", "--json"];
  const broken = await remotely(...args);
  expect(broken.status, broken.stderr).toBe(1);
  expect(document(broken).error).toMatch(
    /^Not done: Deploy small\.\n.*: the connection to the platform was lost\. It may or may not be live\.\n.*Done before that: Change wrangler.toml\./s,
  );
  expect(await answered()).toMatchObject({ described: null });

  platform.faults = nothing;
  const again = await remotely(...args);
  expect(again.status, again.stderr).toBe(0);
  expect(document(again).result?.steps.map(({ taken }) => taken)).toEqual(["earlier", "now"]);
  expect(await answered()).toMatchObject({ described: { sunset: "2099-01-01", successor: 4, guide: "/docs/go" } });
  const text = await tableText(root);
  expect(text).toContain("# Nothing is said of v3 yet.\n[vars.API]");
  expect(text).toMatch(/\[env\.staging\.vars\.VERSION_V3\]\ndeprecated = "[\d-]+"\nsunset = "2099-01-01"/);
});

test("a brownout is added once, in every environment; one that overlaps is refused", async () => {
  const window = ["version", "brownout", "v3", "--at", "2098-02-01T12:00:00Z", "--for", "90m", "--yes", "--json"];
  expect((await run(...window)).status).toBe(0);
  expect(document(await run(...window)).result?.steps.map(({ taken }) => taken)).toEqual(["earlier", "earlier"]);
  expect((await tableText(root)).match(/^brownouts = \["2098-02-01T12:00:00Z\/PT1H30M"\]$/gm)).toHaveLength(2);
  const over = await run("version", "brownout", "v3", "--at", "2098-02-01T13:00:00Z", "--for", "1h", "--json");
  expect([over.status, document(over).outcome]).toEqual([3, "refused"]);
});
