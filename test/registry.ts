import type { Application, Registry, Version } from "../router/version/registry.ts";

/** A version as an operator gets it who writes nothing but a binding. */
export function version(number: number, given: Partial<Version> = {}): Version {
  return {
    number,
    binding: `V${number}`,
    bound: true,
    preview: false,
    deprecated: null,
    sunset: null,
    enforceSunset: false,
    successor: null,
    guide: null,
    brownouts: [],
    brownoutStatus: 503,
    retired: null,
    retained: [],
    retainedRole: null,
    retiredBy: null,
    retiredBecause: null,
    ...given,
  };
}

export function application(versions: readonly Version[], given: Partial<Application> = {}): Application {
  return {
    name: "",
    vendor: "acme",
    versionParameter: "version",
    latestIn: ["url"],
    default: null,
    access: "key",
    public: [],
    denied: 401,
    minimumNoticeDays: 90,
    versions: versions.toSorted((a, b) => b.number - a.number),
    ...given,
  };
}

export function registry(...applications: readonly Application[]): Registry {
  return {
    base: "/api",
    versionHeaders: ["X-API-Version", "API-Version"],
    keyHeaders: ["X-API-Token"],
    corsOrigins: ["*"],
    upstreamTimeoutMs: 10_000,
    maxLiveVersions: 3,
    usageRetentionDays: 400,
    limits: { policies: new Map(), rules: [], byVersion: new Map(), anonymous: null },
    applications: new Map(applications.map((one) => [one.name, one])),
  };
}
