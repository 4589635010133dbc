import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPath } from "./path.ts";

const applications = new Set(["enrollment"]);
const read = (path: string, base = "/api") => readPath(path, base, applications);

/** path → application, what the version segment is, prefix, rest */
const BELOW: readonly [string, string, string | null, string, string][] = [
  ["/api/v2/users", "", "number 2", "/api/v2", "/users"],
  ["/api/2/users", "", "number 2", "/api/2", "/users"],
  ["/api/v2", "", "number 2", "/api/v2", "/"],
  ["/api/v2/", "", "number 2", "/api/v2", "/"],
  ["/api/v2//users/", "", "number 2", "/api/v2", "//users/"],
  ["/api/%76%32/users", "", "number 2", "/api/%76%32", "/users"],
  ["/%61pi/v2/users", "", "number 2", "/%61pi/v2", "/users"],
  ["/api/v0", "", "number 0", "/api/v0", "/"],
  ["/api/latest/rules", "", "latest", "/api/latest", "/rules"],
  ["/api/Latest/rules", "", "unknown Latest", "/api/Latest", "/rules"],
  ["/api/v20/users", "", "number 20", "/api/v20", "/users"],
  ["/api/v2x/users", "", "unknown v2x", "/api/v2x", "/users"],
  ["/api/v2;x=1/users", "", "unknown v2;x=1", "/api/v2;x=1", "/users"],
  ["/api/V2/users", "", "unknown V2", "/api/V2", "/users"],
  ["/api/02/users", "", "unknown 02", "/api/02", "/users"],
  ["/api/3.14/rules", "", "unknown 3.14", "/api/3.14", "/rules"],
  ["/api/v2.0/rules", "", "unknown v2.0", "/api/v2.0", "/rules"],
  ["/api/v12345/x", "", "unknown v12345", "/api/v12345", "/x"],
  ["/api/v2%2Fusers", "", "unknown v2%2Fusers", "/api/v2%2Fusers", "/"],
  ["/api/users", "", null, "/api", "/users"],
  ["/api/2fa", "", null, "/api", "/2fa"],
  ["/api/version", "", null, "/api", "/version"],
  ["/api/v2/versions", "", "number 2", "/api/v2", "/versions"],
  ["/api/enrollment/usage", "enrollment", null, "/api/enrollment", "/usage"],
  ["/api/nosuchapp/v1/x", "", null, "/api", "/nosuchapp/v1/x"],
  ["/api/enrollment/v1/users", "enrollment", "number 1", "/api/enrollment/v1", "/users"],
  ["/api/enrollment/users", "enrollment", null, "/api/enrollment", "/users"],
  ["/api/%65nrollment/1/users", "enrollment", "number 1", "/api/%65nrollment/1", "/users"],
];

describe("a path below the base names application, version and the worker's part", () => {
  test.each(BELOW)("%s", (path, application, version, prefix, rest) => {
    const reading = read(path);
    if (reading.kind !== "below") throw new Error(`read as ${reading.kind}`);
    const segment = reading.version;
    const shown =
      segment === null
        ? null
        : segment.kind === "latest"
          ? "latest"
          : `${segment.kind} ${"number" in segment ? segment.number : segment.text}`;
    expect({ application: reading.application, version: shown, prefix: reading.prefix, rest: reading.rest }).toEqual({
      application,
      version,
      prefix,
      rest,
    });
  });
});

test.each([["/api"], ["/api/"], ["/api/versions"], ["/api/versions/"]])(
  "%s is the root of the default application",
  (path) => {
    expect(read(path)).toEqual({ kind: "root", application: "" });
  },
);

test.each([["/api/enrollment"], ["/api/enrollment/"]])("%s is an application's root", (path) => {
  expect(read(path)).toEqual({ kind: "root", application: "enrollment" });
});

test.each([
  ["/"],
  ["/API/v2/users"],
  ["/apiv2"],
  ["/api//v2"],
  ["/api/enrollment//v1"],
  ["/docs"],
  ["/api/usage/x"],
  ["/api/versions/x"],
])("%s is elsewhere", (path) => {
  expect(read(path)).toEqual({ kind: "elsewhere" });
});

test("the base may be empty or have several segments", () => {
  expect(read("/v2/users", "")).toMatchObject({ kind: "below", prefix: "/v2", rest: "/users" });
  expect(read("/rudder/api/v2/users", "/rudder/api")).toMatchObject({ prefix: "/rudder/api/v2", rest: "/users" });
  expect(read("/rudder/%61pi/v2/users", "/rudder/api")).toMatchObject({ prefix: "/rudder/%61pi/v2" });
});

test("prefix and rest are the path, whatever the path", () => {
  const segment = fc.oneof(fc.constantFrom("", "api", "v1", "2", "latest", "enrollment", "%76%31", "%2F"), fc.string());
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const path = `/api/${segments.join("/")}`;
      const reading = read(path);
      if (reading.kind !== "below") return;
      expect([path, `${path}/`]).toContain(reading.prefix + reading.rest);
      expect(reading.rest.startsWith("/")).toBe(true);
    }),
  );
});

/** The least of several times: quadratic work would take 64 times as long for eight times the length. */
test.each([["1."], ["1.1"], ["11"], ["/"], ["%41"], ["%"], ["%4"], ["v"], ["latest"], ["../"]])(
  "reading a path of %s takes time in proportion to its length",
  (unit) => {
    const least = (length: number) => {
      const paths = ["/api/", "/%61pi/v", "/api/v1", "/api/1"].map((start) => start + unit.repeat(length) + "x");
      const times = Array.from({ length: 9 }, () => {
        const start = performance.now();
        for (const path of paths) read(path);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    least(8_000);
    expect(least(64_000) / Math.max(least(8_000), 0.02)).toBeLessThan(32);
  },
);
