import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCHEMES } from "./schemes.ts";
import { normalUrn, validUrn } from "./urn.ts";

describe("a URN that a contact may have, in its normal form", () => {
  test.each([
    ["tel:+250788123123", "tel:+250788123123"],
    [" tel:+250 788-123 (123) ", "tel:+250788123123"],
    ["TEL:+250788123123", "tel:+250788123123"],
    ["tel:250788123123", "tel:+250788123123"],
    ["tel: 250788123123", "tel:+250788123123"],
    ["tel:+2500788123123", "tel:+250788123123"],
    ["tel:+260964153001", "tel:+260964153001"],
    ["twitter:@Billy_Bob", "twitter:billy_bob"],
    ["mailto:Ann@Example.COM", "mailto:ann@example.com"],
    ["facebook:1234567", "facebook:1234567"],
    ["facebook:ref:Aa1", "facebook:ref:Aa1"],
    ["telegram:3527065", "telegram:3527065"],
    ["line:uEPjd-9", "line:uEPjd-9"],
    ["viber:dKPvqVrLerGrZw==", "viber:dKPvqVrLerGrZw=="],
    ["ext:anything at: all", "ext:anything at: all"],
    ["fcm:Token-1", "fcm:Token-1"],
  ])("%s → %s", (text, normal) => {
    expect(validUrn(text)).toBe(normal);
  });
});

describe("refused, because no contact could be reached by it", () => {
  test.each([
    ["a national number, whose country nobody can know", "tel:0788123123"],
    ["a national number of another country", "tel:0964153001"],
    ["too short to be a number", "tel:+12345"],
    ["too long to be a number", "tel:+1234567890123456789"],
    ["a country code that does not exist", "tel:+999123456789"],
    ["an extension, which E.164 cannot hold", "tel:+250788123123x12"],
    ["letters", "tel:mtn"],
    ["a sixteen letter handle", "twitter:abcdefghijklmnop"],
    ["a handle with a dash", "twitter:billy-bob"],
    ["two at signs in front", "twitter:@@billy"],
    ["no domain", "mailto:ann"],
    ["a domain without a dot", "mailto:ann@localhost"],
    ["a viber id with a slash", "viber:xy5/5y6O"],
    ["letters for a number", "telegram:ann"],
    ["letters for a number or ref", "facebook:ann"],
    ["a scheme nobody knows", "pigeon:1"],
    ["no scheme", "0788123123"],
    ["no path", "tel:"],
    ["nothing but the colon", ":"],
    ["nothing", ""],
    ["more than 255 characters", `ext:${"x".repeat(252)}`],
  ])("%s: %s", (_why, text) => {
    expect(validUrn(text)).toBeNull();
  });
});

test("an address that would be refused today is still looked up, if it is a URN at all", () => {
  expect(normalUrn("tel:0788 123 123")).toBe("tel:0788123123");
  expect(normalUrn("tel:MTN")).toBe("tel:mtn");
  expect(normalUrn("0788123123")).toBeNull();
  expect(normalUrn("pigeon:1")).toBeNull();
});

test("normal forms stay as they are", () => {
  const scheme = fc.constantFrom(...SCHEMES.map(({ name }) => name));
  const path = fc.oneof(fc.string(), fc.stringMatching(/^\+?[0-9 ]{1,18}$/));
  fc.assert(
    fc.property(scheme, path, (name, text) => {
      const once = normalUrn(`${name}:${text}`);
      fc.pre(once !== null);
      const again = normalUrn(once);
      // "@@a" loses one @ at a time: such a handle is never valid, so no contact has it.
      expect(validUrn(once) === null || again === once).toBe(true);
    }),
  );
});
