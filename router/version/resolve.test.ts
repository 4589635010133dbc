/**
 * What a resolution tells besides the version: who named what, in the client's words. The decisions
 * themselves are held by the cases of test/conformance, at two levels.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { application, version } from "../../test/registry.ts";
import { versionSegment } from "./path.ts";
import { resolve, type Resolution, type Signals } from "./resolve.ts";

const NOW = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;

const acme = application(
  [
    version(0, { preview: true }),
    version(1, { bound: false, successor: 2 }),
    version(2, { deprecated: NOW - DAY }),
    version(3),
    version(4, { preview: true }),
  ],
  { default: 2 },
);

interface Asked {
  readonly url?: string;
  readonly headers?: readonly string[];
  readonly accept?: string;
  readonly pin?: number;
}

function signals({ url, headers = [], accept, pin }: Asked): Signals {
  return {
    url: url === undefined ? null : versionSegment(url),
    headers: headers.map((value, index) => ({ name: `Header-${index}`, value })),
    accept: accept ?? null,
    pin: pin ?? null,
  };
}

const ask = (asked: Asked, of = acme, now = NOW): Resolution => resolve(signals(asked), of, now);

const named = (source: string, requested: string) => ({ source, requested });

const RESOLVED: readonly [Asked, number, string, string | null, string | null][] = [
  [{ url: "v2" }, 2, "url", "v2", null],
  [{ url: "2", headers: ["v2.0"] }, 2, "url", "2", null],
  [{ url: "latest" }, 3, "latest", "latest", null],
  [{ headers: [" v2.0 , 2"] }, 2, "header", "v2.0", null],
  [{ url: "v1" }, 1, "url", "v1", null],
  [{ accept: "application/json; version=3 ;q=0.5" }, 3, "accept", "application/json; version=3 ;q=0.5", "parameter"],
  [{ accept: "Application/vnd.Acme.v3+json" }, 3, "accept", "Application/vnd.Acme.v3+json", "vendor-dot"],
  [
    { accept: "application/vnd.acme+json;version=3" },
    3,
    "accept",
    "application/vnd.acme+json;version=3",
    "vendor-parameter",
  ],
  [{ accept: "application/vnd.acme-v1+json, */*" }, 1, "accept", "application/vnd.acme-v1+json", "vendor"],
  [{ accept: "*/*;version=2;q=0, */*" }, 3, "accept", null, "parameter"],
  [{ accept: "*/*;version=2;q=0, application/vnd.acme+json" }, 3, "accept", null, "vendor-parameter"],
  [{ accept: "*/*;version=9, */*" }, 2, "default", null, null],
  [{ accept: "*/*;version=9, */*", pin: 3 }, 3, "pin", null, null],
  [{ url: "v3", accept: "*/*;version=3" }, 3, "url", "v3", null],
  [{ pin: 1 }, 1, "pin", null, null],
  [{}, 2, "default", null, null],
];

test.each(RESOLVED)("%j → version %d by %s, asked for as %j, form %j", (asked, number, by, requested, form) => {
  expect(ask(asked)).toEqual({
    kind: "resolved",
    version: acme.versions.find((it) => it.number === number),
    by,
    requested,
    form,
  });
});

const REFUSED: readonly [Asked, Resolution][] = [
  [{ url: "V2" }, { kind: "unknown", named: { source: "url", requested: "V2" } }],
  [
    { url: "v9", headers: ["9"] },
    { kind: "unknown", named: { source: "url", requested: "v9" } },
  ],
  [{ headers: ["v9.0"] }, { kind: "unknown", named: { source: "header", requested: "v9.0" } }],
  [{ headers: ["2, x"] }, { kind: "invalid", named: { source: "header", requested: "2, x" } }],
  [{ headers: ["2", ""] }, { kind: "invalid", named: { source: "header", requested: "" } }],
  [{ headers: ["3".repeat(99)] }, { kind: "invalid", named: { source: "header", requested: "3".repeat(64) } }],
  [{ accept: "a".repeat(4_097) }, { kind: "header-too-large", limit: 4_096 }],
  [{ accept: "€".repeat(1_366) }, { kind: "header-too-large", limit: 4_096 }],
  [
    { accept: "text/html, */*;version=9" },
    { kind: "not-acceptable", named: { source: "accept", requested: "text/html, */*;version=9" } },
  ],
];

test.each(REFUSED)("%j → %j", (asked, expected) => {
  expect(ask(asked)).toEqual(expected);
});

const CONFLICTS: readonly [Asked, [string, string], [string, string]][] = [
  [{ url: "v2", headers: ["v3.0"] }, ["url", "v2"], ["header", "v3.0"]],
  [{ url: "latest", headers: ["3", "2"] }, ["url", "latest"], ["header", "2"]],
  [{ headers: ["2, 2.0, 3"] }, ["header", "2"], ["header", "3"]],
  [{ headers: ["2", "3"] }, ["header", "2"], ["header", "3"]],
  [{ url: "v2", accept: "text/html, */*;version=3 ;q=0.5" }, ["url", "v2"], ["accept", "*/*;version=3 ;q=0.5"]],
  [{ headers: ["2"], accept: "*/*;version=3, */*;version=2;q=0" }, ["header", "2"], ["accept", "*/*;version=2;q=0"]],
  [{ url: "v2", accept: "*/*;version=2;version=3.0" }, ["accept", "2"], ["accept", "3.0"]],
  [{ accept: "application/vnd.acme-V2+json;version=3" }, ["accept", "V2"], ["accept", "3"]],
];

test.each(CONFLICTS)("%j is a conflict of %j and %j", (asked, one, other) => {
  expect(ask(asked)).toEqual({ kind: "conflict", named: [named(...one), named(...other)] });
});

describe("stages are those at the instant of the request", () => {
  const dated = application(
    [version(2, { deprecated: NOW, sunset: NOW + DAY, enforceSunset: true }), version(3, { preview: true })],
    { default: "latest" },
  );

  test("a deprecated version is still the latest when no other is current", () => {
    expect(ask({ url: "latest" }, dated)).toMatchObject({ version: { number: 2 } });
  });

  test("a sunset that is enforced takes it out of what Accept chooses among", () => {
    const accept = "*/*;version=2, */*;version=3;q=0.5";
    expect(ask({ accept }, dated, NOW + DAY - 1)).toMatchObject({ version: { number: 2 } });
    expect(ask({ accept }, dated, NOW + DAY)).toMatchObject({ version: { number: 3 } });
    expect(ask({}, dated, NOW + DAY)).toEqual({ kind: "unspecified" });
  });

  test("a version that is bound but retired is named for the gate, never chosen", () => {
    const partly = application([version(1, { retired: NOW }), version(2)], { default: 2 });
    expect(ask({ accept: "*/*;version=1" }, partly)).toMatchObject({ version: { number: 1 }, by: "accept" });
    expect(ask({ accept: "*/*;version=1;q=0.5, */*;version=2;q=0.1" }, partly)).toMatchObject({
      version: { number: 2 },
    });
  });
});

describe("whatever a client sends", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...'vV0123.,;="\\*/ \tqab+-'.split("")) }),
    fc
      .array(
        fc.constantFrom(
          "application/json",
          "*/*",
          "*",
          "application/vnd.acme-v2+json",
          ";version=3",
          ";q=0.5",
          ";q=0",
          ",",
        ),
      )
      .map((parts) => parts.join("")),
  );
  const anything = fc.record(
    {
      url: fc.constantFrom("v1", "2", "v3", "latest", "v9", "V2", "02"),
      headers: fc.array(text, { maxLength: 2 }),
      accept: text,
      pin: fc.nat(9),
    },
    { requiredKeys: [] },
  );

  test("there is one answer, and the same again", () => {
    fc.assert(
      fc.property(anything, (asked) => {
        expect(ask(asked)).toEqual(ask(asked));
      }),
      { numRuns: 5_000 },
    );
  });

  test("a version that the URL asserts answers, or none does", () => {
    fc.assert(
      fc.property(anything, (asked) => {
        const resolution = ask({ ...asked, url: "v3" });
        if (resolution.kind === "resolved") expect([resolution.version.number, resolution.by]).toEqual([3, "url"]);
      }),
      { numRuns: 5_000 },
    );
  });

  test("without an assertion no preview answers that was not named", () => {
    fc.assert(
      fc.property(text, (accept) => {
        const resolution = ask({ accept });
        if (resolution.kind !== "resolved" || !resolution.version.preview) return;
        expect(resolution.requested).toMatch(/version|-v/i);
      }),
      { numRuns: 5_000 },
    );
  });
});
