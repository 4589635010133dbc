/** A case against the pure rooms: read the path, collate the signals, resolve, gate; in the pipeline's order. */
import { readConfig } from "../../router/config.ts";
import { isPreflight } from "../../router/cors.ts";
import { gate } from "../../router/lifecycle/gate.ts";
import { readPath } from "../../router/version/path.ts";
import type { Registry } from "../../router/version/registry.ts";
import { resolve, type Resolution } from "../../router/version/resolve.ts";
import type { Case } from "./cases.ts";
import type { Actual } from "./outcome.ts";
import type { Table } from "./table.ts";

export type PureLevel = (one: Case) => Actual;

/** `now`: milliseconds. Throws an `Error` with every fault of the table. */
export function pureLevel({ bound, vars }: Table, now: number): PureLevel {
  const service = { bound: true };
  const env = { ...vars, ...Object.fromEntries(bound.map((name) => [name, service])) };
  const config = readConfig(env, (value) => value === service, now);
  if (!config.ok) throw new Error(`The table of the cases is faulty.\n${config.faults.join("\n")}`);
  return (one) => run(one, config.registry, now);
}

function run({ request: asked }: Case, registry: Registry, now: number): Actual {
  const url = new URL(asked.url, "http://127.0.0.1");
  const headers = new Headers(
    Object.entries(asked.headers).flatMap(([name, value]) =>
      [value].flat().map((line): [string, string] => [name, line]),
    ),
  );
  const path = readPath(url.pathname, registry.base, registry.applications);
  if (path.kind === "elsewhere") return { status: 404, type: "not-found" };
  if (isPreflight(new Request(url, { method: asked.method, headers }))) return { status: 204, type: "preflight" };
  if (path.kind === "root") return { status: 200, type: "discovery" };
  if (path.kind === "usage") return { status: 200, type: "usage" };
  const application = registry.applications.get(path.application);
  if (application === undefined) throw new Error(`The path names "${path.application}", which is no application.`);

  const resolution = resolve(
    {
      url: path.version,
      headers: registry.versionHeaders.flatMap((name) => {
        const value = headers.get(name);
        return value === null ? [] : [{ name, value }];
      }),
      accept: headers.get("Accept"),
      pin: asked.pin ?? null,
    },
    application,
    now,
  );
  if (resolution.kind !== "resolved") return problem(resolution);
  const knock = { method: asked.method, path: path.rest, role: null, exempt: false };
  if (gate(resolution.version, knock, now).kind === "retired") return { status: 410, type: "version-retired" };
  return { status: 200, version: resolution.version.number, by: resolution.by };
}

/** The design's table of outcomes: what each is called, and its status by the place that named the version. */
function problem(resolution: Exclude<Resolution, { kind: "resolved" }>): Actual {
  switch (resolution.kind) {
    case "unspecified":
      return { status: 400, type: "version-required" };
    case "invalid":
      return { status: 400, type: "version-invalid" };
    case "unknown":
      return { status: resolution.named.source === "url" ? 404 : 400, type: "version-unknown" };
    case "conflict":
      return { status: 400, type: "version-conflict" };
    case "not-acceptable":
      return { status: 406, type: "not-acceptable" };
    case "header-too-large":
      return { status: 431, type: "header-too-large" };
  }
}
