import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergedVary, namedType, qualifiedTag, restoredLocation, unqualifiedTags } from "./shared-url.ts";

test.each([
  [null, "Accept, API-Version"],
  ["", "Accept, API-Version"],
  ["Accept-Encoding", "Accept-Encoding, Accept, API-Version"],
  ["accept ,Origin", "accept, Origin, API-Version"],
  ["*", "*"],
  ["Origin, *", "*"],
])("Vary: %s becomes %s", (workers, merged) => {
  expect(mergedVary(workers, ["Accept", "API-Version"])).toBe(merged);
});

describe("entity tags", () => {
  const opaque = fc.stringMatching(/^[!#-~]*$/);

  test("what a version sent out comes back to it as it was", () => {
    fc.assert(
      fc.property(opaque, fc.boolean(), fc.nat(9_999), (text, weak, version) => {
        const tag = `${weak ? "W/" : ""}"${text}"`;
        expect(unqualifiedTags(qualifiedTag(tag, version), version)).toBe(tag);
      }),
    );
  });

  test("what another version sent out matches nothing", () => {
    fc.assert(
      fc.property(opaque, fc.nat(9_999), fc.nat(9_999), (text, one, other) => {
        fc.pre(one !== other);
        expect(unqualifiedTags(qualifiedTag(`"${text}"`, one), other)).toBe('"of-another-version"');
      }),
    );
  });

  test("a list keeps its own members, and * stays", () => {
    expect(unqualifiedTags('"v2-a", W/"v3-b" ,"v2-c,d"', 2)).toBe('"a", "c,d"');
    expect(unqualifiedTags(" * ", 2)).toBe(" * ");
  });
});

test.each([
  ["/users/5", "/api/v2/users/5"],
  ["/api/v2/users/5", "/api/v2/users/5"],
  ["/api/v2?x", "/api/v2?x"],
  ["/api/v22/x", "/api/v2/api/v22/x"],
  ["https://api.example/users/5", "https://api.example/api/v2/users/5"],
  ["https://api.example", "https://api.example/api/v2/"],
  ["https://api.example.evil/x", "https://api.example.evil/x"],
  ["https://other.example/x", "https://other.example/x"],
  ["//other.example/x", "//other.example/x"],
  ["users/5", "users/5"],
  ["?page=2", "?page=2"],
  ["../x", "../x"],
])("Location: %s becomes %s", (location, restored) => {
  expect(restoredLocation(location, "https://api.example", "/api/v2")).toBe(restored);
});

test.each([
  ["application/json", "vendor", "application/vnd.acme-v2+json"],
  ["application/json; charset=utf-8", "vendor", "application/vnd.acme-v2+json; charset=utf-8"],
  ["application/json", "vendor-dot", "application/vnd.acme.v2+json"],
  ["application/json", "vendor-parameter", "application/vnd.acme+json;level=2"],
  ["Application/JSON", "parameter", "application/json;level=2"],
  ["application/problem+json", "vendor", "application/problem+json"],
  ["text/html", "parameter", "text/html"],
  ["application/jsonp", "vendor", "application/jsonp"],
] as const)("Content-Type: %s in the %s form becomes %s", (type, form, named) => {
  expect(namedType(type, 2, form, { vendor: "acme", parameter: "level" })).toBe(named);
});
