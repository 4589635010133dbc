import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";

const NOW = Date.parse("2026-11-20");
const SERVICE = { fetch: () => new Response() };
const isService = (value: unknown) => value === SERVICE;
const read = (env: Record<string, unknown>) => readConfig(env, isService, NOW);

function registryOf(env: Record<string, unknown>) {
  const config = read(env);
  if (!config.ok) throw new Error(config.faults.join("\n"));
  return config.registry;
}

test("bound is live, described but unbound is retired, neither is unknown", () => {
  const versions = registryOf({ V2: SERVICE, VERSION_V1: { successor: 2 } }).applications.get("")?.versions;
  expect(versions?.map(({ number, bound }) => [number, bound])).toEqual([
    [2, true],
    [1, false],
  ]);
});

test("a named application comes from its bindings and its vars", () => {
  const { applications } = registryOf({
    V2: SERVICE,
    COURSE_LIST_V0: SERVICE,
    VERSION_COURSE_LIST_V0: { preview: true },
    APPLICATION_COURSE_LIST: { vendor: "acme.course" },
  });
  const it = applications.get("course-list");
  expect([it?.vendor, it?.versions[0]?.binding, it?.versions[0]?.preview]).toEqual([
    "acme.course",
    "COURSE_LIST_V0",
    true,
  ]);
});

test("other bindings are no versions", () => {
  const { applications } = registryOf({ V2: SERVICE, STORE: SERVICE, KEYS: {}, ADMIN_TOKEN: "x", LIMIT_POLICIES: {} });
  expect([...applications.keys()]).toEqual([""]);
  expect(applications.get("")?.versions).toHaveLength(1);
});

test("what is left out has the documented default", () => {
  const registry = registryOf({ V2: SERVICE });
  expect(registry).toMatchObject({
    base: "/api",
    upstreamTimeoutMs: 10_000,
    versionHeaders: ["X-API-Version", "API-Version"],
  });
  expect(registry.applications.get("")).toMatchObject({
    default: null,
    access: "key",
    denied: 401,
    versionParameter: "version",
  });
});

/** name → environment beside a bound V2, what the fault names, what it says to write */
const FAULTS: readonly [string, Record<string, unknown>, string, RegExp][] = [
  ["a bad date", { VERSION_V2: { deprecated: "2026-02-30" } }, "VERSION_V2.deprecated", /write a date in quotes/],
  ["a TOML date", { VERSION_V2: { deprecated: new Date(0) } }, "VERSION_V2.deprecated", /write a date in quotes/],
  [
    "a sunset before the deprecation",
    { VERSION_V2: { deprecated: "2026-11-01", sunset: "2026-10-01" } },
    "VERSION_V2.sunset",
    /later date/,
  ],
  [
    "a sunset without a deprecation",
    { VERSION_V2: { sunset: "2026-10-01" } },
    "VERSION_V2.sunset",
    /from which clients are warned/,
  ],
  ["an unknown key", { VERSION_V2: { sunst: "2026-10-01" } }, "VERSION_V2.sunst", /write one of/],
  ["no table", { API: "x" }, "API", /write a table/],
  [
    "a default that is not in the table",
    { APPLICATION_DEFAULT: { default: 3 } },
    "APPLICATION_DEFAULT.default",
    /live version/,
  ],
  [
    "a default that is retired",
    { APPLICATION_DEFAULT: { default: 1 }, VERSION_V1: {} },
    "APPLICATION_DEFAULT.default",
    /is retired/,
  ],
  [
    "a successor that is not in the table",
    { VERSION_V2: { successor: 9 } },
    "VERSION_V2.successor",
    /bound or described/,
  ],
  [
    "successors in a circle",
    { VERSION_V2: { successor: 1 }, VERSION_V1: { successor: 2 } },
    "VERSION_V2.successor",
    /circle/,
  ],
  ["itself as successor", { VERSION_V2: { successor: 2 } }, "VERSION_V2.successor", /newer/],
  [
    "a retirement to come on a bound version",
    { VERSION_V2: { retired: "2027-01-01" } },
    "VERSION_V2.retired",
    /sunset/,
  ],
  [
    "a reason that is a page",
    { VERSION_V2: { retired_because: "x".repeat(201) } },
    "VERSION_V2.retired_because",
    /200/,
  ],
  ["retained without retired", { VERSION_V2: { retained: ["GET /org.json"] } }, "VERSION_V2.retained", /needs retired/],
  [
    "an operation that is none",
    { VERSION_V2: { retired: "2026-01-01", retained: ["org"] } },
    "VERSION_V2.retained",
    /GET \/org/,
  ],
  [
    "an enforced sunset without a date",
    { VERSION_V2: { enforce_sunset: true } },
    "VERSION_V2.enforce_sunset",
    /needs a sunset/,
  ],
  [
    "a brownout that is no window",
    { VERSION_V2: { deprecated: "2026-01-01", brownouts: ["soon"] } },
    "VERSION_V2.brownouts",
    /windows/,
  ],
  [
    "a brownout before the deprecation",
    { VERSION_V2: { deprecated: "2026-12-01", brownouts: ["2026-11-01/P1D"] } },
    "VERSION_V2.brownouts",
    /after/,
  ],
  ["a var that describes no version", { VERSION_TWO: {} }, "VERSION_TWO", /VERSION_V2/],
  ["an application called like a version", { V3_V1: SERVICE }, "V3_V1", /read as a version/],
  ["an application called latest", { LATEST_V1: SERVICE }, "LATEST_V1", /read as a version/],
  ["an application called versions", { VERSIONS_V1: SERVICE }, "VERSIONS_V1", /router's own/],
  ["a base with a slash at the end", { API: { base: "/api/" } }, "API.base", /without a slash/],
  ["a header that is no token", { API: { version_headers: ["A B"] } }, "API.version_headers", /header names/],
  [
    "an access that does not exist",
    { APPLICATION_DEFAULT: { access: "open" } },
    "APPLICATION_DEFAULT.access",
    /"key" or "public"/,
  ],
];

describe("a fault names its key and what to write instead", () => {
  test.each(FAULTS)("%s", (_name, env, key, instead) => {
    const config = read({ V2: SERVICE, ...env });
    if (config.ok) throw new Error("not refused");
    const fault = config.faults.find((sentence) => sentence.startsWith(`${key} `));
    expect(fault, config.faults.join("\n")).toMatch(instead);
  });
});

test("all faults are named at once", () => {
  const config = read({ VERSION_V2: { deprecated: 1, sunset: "x" }, APPLICATION_DEFAULT: { denied: 404, default: 7 } });
  if (config.ok) throw new Error("not refused");
  expect(config.faults.map((fault) => fault.split(" ")[0])).toEqual([
    "APPLICATION_DEFAULT.denied",
    "VERSION_V2.deprecated",
    "VERSION_V2.sunset",
    "APPLICATION_DEFAULT.default",
    "No",
  ]);
});

test("more live versions than are wise is a warning, not a fault", () => {
  const config = read({ V1: SERVICE, V2: SERVICE, V3: SERVICE, V4: SERVICE });
  expect(config.ok && config.warnings).toEqual([expect.stringMatching(/4 live versions.*retire one/)]);
  const three = read({ V1: SERVICE, V2: SERVICE, V3: SERVICE });
  expect(three.ok && three.warnings).toEqual([]);
});
