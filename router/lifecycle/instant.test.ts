import fc from "fast-check";
import { expect, test } from "vitest";
import { httpDate, isoDate, parseInstant, parseWindow } from "./instant.ts";

test.each([
  ["2027-03-01", "2027-03-01T00:00:00Z"],
  ["2028-02-29", "2028-02-29T00:00:00Z"],
  ["2027-03-01T12:30:00Z", "2027-03-01T12:30:00Z"],
  ["2027-03-01T12:30Z", "2027-03-01T12:30:00Z"],
  ["2027-03-01T12:30:00+02:00", "2027-03-01T10:30:00Z"],
])("%s is an instant", (text, same) => {
  expect(parseInstant(text)).toBe(Date.parse(same));
});

test.each([
  "",
  "2027",
  "2027-13-01",
  "2027-02-30",
  "2027-02-29",
  "2027-03-01 12:00",
  "2027-03-01T12:00:00",
  "2027-03-01T25:00:00Z",
  "1 March 2027",
  "@1795392000",
])("%s is none", (text) => {
  expect(parseInstant(text)).toBeNull();
});

test("a window is half-open, by duration or by end", () => {
  const start = Date.parse("2027-02-01T12:00:00Z");
  expect(parseWindow("2027-02-01T12:00:00Z/PT1H")).toEqual({ start, end: start + 3_600_000 });
  expect(parseWindow("2027-02-01T12:00:00Z/P1DT2H3M")).toEqual({ start, end: start + 93_780_000 });
  expect(parseWindow("2027-02-01T12:00:00Z/2027-02-01T13:00:00Z")).toEqual({ start, end: start + 3_600_000 });
});

test.each([
  "2027-02-01",
  "2027-02-01/",
  "2027-02-01/PT0M",
  "2027-02-01/P",
  "2027-02-02/2027-02-01",
  "PT1H/2027-02-01",
  "2027-02-01/PT1H/PT1H",
])("%s is no window", (text) => {
  expect(parseWindow(text)).toBeNull();
});

test("an HTTP date has the weekday of its day", () => {
  expect(httpDate(Date.parse("2027-03-01T00:00:00Z"))).toBe("Mon, 01 Mar 2027 00:00:00 GMT");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      // 1 January 1970 was a Thursday.
      const weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Math.floor(seconds / 86_400) % 7];
      expect(httpDate(seconds * 1000).slice(0, 3)).toBe(weekday);
      expect(Date.parse(httpDate(seconds * 1000))).toBe(seconds * 1000);
    }),
  );
});

test("a midnight is shown as the day that the operator wrote", () => {
  expect(isoDate(Date.parse("2027-03-01"))).toBe("2027-03-01");
  expect(isoDate(Date.parse("2027-03-01T12:00:00Z"))).toBe("2027-03-01T12:00:00Z");
});
