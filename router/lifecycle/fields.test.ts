import fc from "fast-check";
import LinkHeader from "http-link-header";
import { parseItem } from "structured-headers";
import { expect, test } from "vitest";
import { application, registry, version } from "../../test/registry.ts";
import type { Application } from "../version/registry.ts";
import { lifecycleFields } from "./fields.ts";

const NOW = Date.parse("2026-11-20");

function fieldsOf(it: Application, number: number) {
  const found = it.versions.find((one) => one.number === number);
  if (found === undefined) throw new Error(`no version ${number}`);
  return lifecycleFields(registry(it), it, found, NOW);
}

test("a deprecated version announces its dates and its way forward", () => {
  const it = application([
    version(2, {
      deprecated: Date.parse("2026-09-01"),
      sunset: Date.parse("2027-03-01"),
      successor: 3,
      guide: "/docs/guide",
    }),
    version(3),
  ]);
  expect(fieldsOf(it, 2)).toEqual({
    deprecation: "@1788220800",
    sunset: "Mon, 01 Mar 2027 00:00:00 GMT",
    link:
      '</docs/guide>; rel="deprecation"; type="text/html", </docs/guide>; rel="sunset"; type="text/html", ' +
      '</api/v3/>; rel="successor-version", </api/v3/>; rel="latest-version"',
  });
});

test("a current version announces neither date", () => {
  const it = application([version(3)]);
  expect(fieldsOf(it, 3)).toEqual({ deprecation: null, sunset: null, link: '</api/v3/>; rel="latest-version"' });
});

test("links of a named application stay in it", () => {
  const it = application([version(0, { preview: true })], { name: "enrollment" });
  expect(fieldsOf(it, 0).link).toBeNull();
  const released = application([version(1, { bound: false, successor: 2 }), version(2)], { name: "enrollment" });
  expect(fieldsOf(released, 1).link).toContain('</api/enrollment/v2/>; rel="successor-version"');
});

test("whatever is announced, independent parsers read the same from it", () => {
  const instant = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => seconds * 1000);
  const guide = fc.constantFrom("/docs/guide", "https://docs.example/v1?a=b;c,d", "/a%20b");
  fc.assert(
    fc.property(instant, instant, guide, (one, other, link) => {
      const [deprecated, sunset] = one < other ? [one, other] : [other, one];
      const it = application([version(1, { deprecated, sunset, successor: 2, guide: link }), version(2)]);
      const fields = fieldsOf(it, 1);
      // RFC 9745 2.1: an Item, a Date (RFC 9651 3.3.7), nothing else.
      const [date, parameters] = parseItem(fields.deprecation ?? "");
      expect([date, parameters.size]).toEqual([new Date(deprecated), 0]);
      // RFC 8594 3 and RFC 9110 5.6.7: an IMF-fixdate; what comes back of it, weekday included, is the same text.
      expect(Date.parse(fields.sunset ?? "")).toBe(sunset);
      expect(new Date(sunset).toUTCString()).toBe(fields.sunset);
      const links = LinkHeader.parse(fields.link ?? "");
      expect(links.rel("deprecation").map(({ uri }) => uri)).toEqual([link]);
      expect(links.rel("sunset").map(({ uri }) => uri)).toEqual([link]);
      expect(links.rel("successor-version").map(({ uri }) => uri)).toEqual(["/api/v2/"]);
      expect(links.rel("latest-version").map(({ uri }) => uri)).toHaveLength(1);
    }),
  );
});
