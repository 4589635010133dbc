/**
 * The full path, client → router → v2 → store, against one monolithic worker that answers the same bytes from the same
 * store: what it costs that versions are workers of their own.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importFile } from "../cli/import.ts";
import { chunks, documentLines } from "../cli/import-lines.ts";
import { bundle, bundleScript } from "./bundle.ts";
import { ADMIN_TOKEN, CONTACT, KEY, KEYED, routerVars } from "./router.ts";
import { type Effort, measure, median, ratio } from "./rounds.ts";
import { CALLERS_STATE, COMPATIBILITY_DATE, type Running, type Served, callersState, serve } from "./workerd.ts";

const EFFORT: Effort = { rounds: 15, seconds: 1, connections: 16 };
const SAMPLE = new URL("../local/sample/seed.json", import.meta.url);

export interface PathFigures {
  readonly of_monolith: number;
  readonly requests_per_second: Readonly<Record<string, number>>;
}

function topology(): Served[] {
  const keys = { [createHash("sha256").update(KEY).digest("hex")]: { account: "main", id: "bench", role: "A" } };
  return [
    {
      bundle: bundle("router", "wrangler.toml"),
      bindings: [...routerVars(), { name: "V2", service: "v2" }],
      open: true,
    },
    {
      bundle: bundle("v2", "workers/v2/wrangler.toml"),
      bindings: [{ name: "ACCOUNTS", object: "Account", service: "store" }],
    },
    {
      bundle: bundle("admin", "router/admin/wrangler.toml"),
      bindings: [{ name: "STORE", service: "store" }, ...callersState()],
      classes: Object.values(CALLERS_STATE),
    },
    {
      bundle: bundle("store", "store/wrangler.toml"),
      bindings: [{ name: "ACCOUNTS", object: "Account" }],
      classes: ["Account"],
    },
    {
      bundle: bundleScript("monolith", "bench/variants/monolith.ts", COMPATIBILITY_DATE),
      bindings: [
        { name: "ACCOUNTS", object: "Account" },
        { name: "KEYS", json: keys },
      ],
      classes: ["Account"],
      open: true,
    },
  ];
}

async function importInto(running: Running): Promise<void> {
  await importFile({ file: fileURLToPath(SAMPLE), url: origin(running, "router"), adminToken: ADMIN_TOKEN });
  // The monolith has the store's own import: keys are its configuration.
  for await (const { account, chunk, lines } of chunks(documentLines(JSON.parse(readFileSync(SAMPLE, "utf8"))))) {
    const stored = lines.split("\n").filter((line) => !line.startsWith('{"tokens"'));
    const url = `${origin(running, "monolith")}/import?account=${account}&import=bench&chunk=${chunk}`;
    const response = await fetch(url, { method: "POST", body: stored.join("\n") });
    if (!response.ok) throw new Error(`The monolith refuses the sample: ${await response.text()}`);
  }
}

function origin(running: Running, name: string): string {
  return running.origins.get(name) ?? "";
}

export async function measurePath(): Promise<PathFigures> {
  const running = await serve(topology());
  try {
    await importInto(running);
    const targets = ["router", "monolith"].map((name) => ({
      name,
      url: `${origin(running, name)}/api/v2/contacts.json?uuid=${CONTACT}`,
      headers: KEYED,
    }));
    const [one, other] = await Promise.all(
      targets.map(async ({ url, headers }) => (await fetch(url, { headers })).text()),
    );
    if (one !== other || one?.includes(CONTACT) !== true) throw new Error(`Not the same answers: ${one} and ${other}`);
    const figures = await measure(targets, EFFORT);
    return {
      of_monolith: Math.round(ratio(figures, "router", "monolith") * 1000) / 1000,
      requests_per_second: Object.fromEntries([...figures].map(([name, it]) => [name, Math.round(median(it))])),
    };
  } finally {
    await running.close();
  }
}
