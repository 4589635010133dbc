/**
 * What the router costs, with keys, limits and usage on: the same requests straight to a version (1.00), through
 * a bare service-binding hop, through a header-only router, through one that asks a limiter object every time, and
 * through the router. Twice: over the least a version can be, where a hop shows most, and over v2 reading one
 * contact from its store.
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { unstable_readConfig } from "wrangler";
import { importFile } from "../cli/import.ts";
import { bundle, bundleScript } from "./bundle.ts";
import { forwarded } from "./store-client.ts";
import { measure, median, ratio, requestsOf, type Effort, type Target } from "./rounds.ts";
import { startUp } from "./startup.ts";
import {
  CALLERS_STATE,
  callersState,
  COMPATIBILITY_DATE,
  serve,
  type Binding,
  type Running,
  type Served,
} from "./workerd.ts";

const EFFORT: Effort = { rounds: 15, seconds: 1, connections: 16 };
export const ADMIN_TOKEN = "operator-of-the-benchmark";
export const KEY = "a".repeat(40);
export const KEYED = { Authorization: `Token ${KEY}` };
/** After this, what was counted in the isolate is in its objects. */
const FLUSHED_MS = 7_000;
const WORKERS = new URL("../workers/", import.meta.url);
export const CONTACT = "00000000-0000-4000-8000-000000000101";

const TARGETS = { ofHop: 0.7, ofHeaders: 0.9, ofCalls: 1.5, gzippedBytes: 24_000 } as const;

const FORWARDED = forwarded("main");

export async function benchRouter() {
  const bundles = build();
  const running = await serve(topology(bundles, false));
  try {
    await importSample(running);
    const figures = {
      over_a_tiny_version: await compare(running, "tiny", "/"),
      over_v2_and_its_store: await compare(running, "v2", `/contacts.json?uuid=${CONTACT}`),
      per_1000_requests: await count(bundles),
    };
    const gzipped = Object.fromEntries([...bundles].map(([name, it]) => [name, it.gzippedBytes]));
    return {
      effort: EFFORT,
      ...figures,
      gzipped_bytes: gzipped,
      start_up_ms: { router: startUp("wrangler.toml", 5), store: startUp("store/wrangler.toml", 5) },
      missed: missed(figures.over_v2_and_its_store, gzipped["router"] ?? Number.NaN),
    };
  } finally {
    await running.close();
  }
}

function build() {
  const script = (name: string) => bundleScript(name, `bench/variants/${name}.ts`, COMPATIBILITY_DATE);
  return new Map([
    ["router", bundle("router", "wrangler.toml")],
    ...readdirSync(WORKERS).map((name) => [name, bundle(name, `workers/${name}/wrangler.toml`)] as const),
    ["admin", bundle("admin", "router/admin/wrangler.toml")],
    ["store", bundle("store", "store/wrangler.toml")],
    ["tiny", script("tiny")],
    ["hop", script("hop")],
    ["headers", script("headers")],
    ["calls", script("calls")],
    ["counted", script("counted")],
  ]);
}

/** Each way in exists twice, over the tiny version and over v2: `router-tiny`, `router-v2`, … */
function topology(bundles: ReturnType<typeof build>, counting: boolean): Served[] {
  const named = (name: string, as = name) => {
    const found = bundles.get(name);
    if (found === undefined) throw new Error(`No bundle ${name}.`);
    return { ...found, name: as };
  };
  const ways = ["tiny", "v2"].flatMap((version): Served[] => [
    { bundle: named("hop", `hop-${version}`), bindings: [{ name: "V2", service: version }], open: true },
    { bundle: named("headers", `headers-${version}`), bindings: [{ name: "V2", service: version }], open: true },
    {
      bundle: named("calls", `calls-${version}`),
      bindings: [{ name: "V2", service: version }, ...callersState("admin")],
      open: true,
    },
    {
      bundle: named("router", `router-${version}`),
      bindings: [...routerVars(), { name: "V2", service: version }],
      open: true,
    },
  ]);
  return [
    { bundle: named("tiny"), open: true },
    { bundle: named("v2"), bindings: [{ name: "ACCOUNTS", object: "Account", service: "store" }], open: true },
    {
      bundle: named(counting ? "counted" : "admin", "admin"),
      open: counting,
      bindings: [{ name: "STORE", service: "store" }, ...callersState()],
      classes: Object.values(CALLERS_STATE),
    },
    { bundle: named("store"), bindings: [{ name: "ACCOUNTS", object: "Account" }], classes: ["Account"] },
    ...ways,
  ];
}

/** The real table of the root wrangler.toml, with only what the benchmark does not run left out, and limits that no load reaches. */
export function routerVars(): Binding[] {
  const { vars } = unstable_readConfig({ config: fileURLToPath(new URL("../wrangler.toml", import.meta.url)) });
  const policies = Object.keys(vars["LIMIT_POLICIES"] as object);
  const wide = Object.fromEntries(policies.map((name) => [name, { limit: 1_000_000_000, window: 3_600 }]));
  return [
    ...Object.entries({ ...vars, LIMIT_POLICIES: wide }).map(([name, json]) => ({ name, json })),
    ...callersState("admin"),
    { name: "ADMIN", service: "admin" },
    { name: "ADMIN_TOKEN", text: ADMIN_TOKEN },
  ];
}

/** Each router has keys of its own; the store takes the data once. */
async function importSample(running: Running): Promise<void> {
  const file = fileURLToPath(new URL("../local/sample/seed.json", import.meta.url));
  for (const way of ["router-tiny", "router-v2"]) {
    await importFile({ file, url: running.origins.get(way) ?? "", adminToken: ADMIN_TOKEN });
  }
}

/** Calls to objects, and rows they changed, for a thousand requests of one caller at full speed. */
async function count(bundles: ReturnType<typeof build>) {
  const running = await serve(topology(bundles, true));
  try {
    await importSample(running);
    const target = {
      name: "router",
      url: `${running.origins.get("router-tiny")}/api/v2/contacts.json`,
      headers: KEYED,
    };
    const requests = await requestsOf(target, { ...EFFORT, seconds: 10 });
    await new Promise((resolve) => setTimeout(resolve, FLUSHED_MS));
    const answer = await fetch(running.origins.get("admin") ?? "");
    const counts = (await answer.json()) as Record<string, { calls: number; rows: number }>;
    const per = (figure: number) => Math.round((figure / requests) * 1_000_000) / 1000;
    return Object.fromEntries(
      Object.entries(counts).map(([name, { calls, rows }]) => [name, { calls: per(calls), rows: per(rows) }]),
    );
  } finally {
    await running.close();
  }
}

async function compare(running: Running, version: string, path: string) {
  const origin = (name: string) => running.origins.get(name) ?? "";
  const targets: Target[] = [
    { name: "direct", url: `${origin(version)}${path}`, headers: FORWARDED },
    { name: "hop", url: `${origin(`hop-${version}`)}${path}`, headers: FORWARDED },
    { name: "headers", url: `${origin(`headers-${version}`)}/api/v2${path}`, headers: KEYED },
    { name: "calls", url: `${origin(`calls-${version}`)}/api/v2${path}`, headers: KEYED },
    { name: "router", url: `${origin(`router-${version}`)}/api/v2${path}`, headers: KEYED },
  ];
  const figures = await measure(targets, EFFORT);
  return {
    requests_per_second: Object.fromEntries([...figures].map(([name, it]) => [name, Math.round(median(it))])),
    of_direct: Object.fromEntries(targets.map(({ name }) => [name, round(ratio(figures, name, "direct"))])),
    router_of_hop: round(ratio(figures, "router", "hop")),
    router_of_headers: round(ratio(figures, "router", "headers")),
    router_of_calls: round(ratio(figures, "router", "calls")),
  };
}

/** Sentences; empty when every target is met. */
function missed(over: Awaited<ReturnType<typeof compare>>, gzippedBytes: number): string[] {
  const faults: string[] = [];
  if (over.router_of_hop < TARGETS.ofHop)
    faults.push(`The router runs at ${over.router_of_hop} of the bare hop, not ${TARGETS.ofHop}.`);
  if (over.router_of_headers < TARGETS.ofHeaders) {
    faults.push(`The router runs at ${over.router_of_headers} of the header-only router, not ${TARGETS.ofHeaders}.`);
  }
  if (over.router_of_calls < TARGETS.ofCalls) {
    faults.push(`The router runs at ${over.router_of_calls} of a call per request, not ${TARGETS.ofCalls}.`);
  }
  if (!(gzippedBytes <= TARGETS.gzippedBytes))
    faults.push(`The router's bundle has ${gzippedBytes} bytes, more than ${TARGETS.gzippedBytes}.`);
  return faults;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
