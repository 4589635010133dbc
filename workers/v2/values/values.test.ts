import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccountRecord } from "../../../contracts/records.ts";
import { wireInstant } from "../wire/datetime.ts";
import { moment } from "./moment.ts";
import { plainNumber } from "./number.ts";
import { wireValue } from "./value.ts";

const KIGALI: AccountRecord = {
  key: "main",
  uuid: "00000000-0000-4000-8000-000000000001",
  name: "Nyaruka",
  country: "RW",
  languages: [],
  primaryLanguage: null,
  timezone: "Africa/Kigali",
  dateStyle: "day_first",
  anon: false,
  suspended: false,
};

describe("numbers lose needless zeros and nothing else", () => {
  test.each([
    ["34", "34"],
    ["34.500", "34.5"],
    ["34.000", "34"],
    ["0.10", "0.1"],
    [".5", "0.5"],
    ["5.", "5"],
    ["007", "7"],
    ["-0.0", "0"],
    ["-12.30", "-12.3"],
    ["+3", "3"],
    [" 3 ", "3"],
    ["1e3", "1000"],
    ["1.5E-3", "0.0015"],
    ["1e+21", "1000000000000000000000"],
    ["1198880012345678901234", "1198880012345678901234"],
    ["100", "100"],
  ])("%s → %s", (text, number) => {
    expect(plainNumber(text)).toBe(number);
  });

  test.each(["", ".", "-", "abc", "1,000", "1.2.3", "12a", "1e", "1e999", "NaN", "Infinity", "0x1f", "1".repeat(65)])(
    "%s is none",
    (text) => {
      expect(plainNumber(text)).toBeNull();
    },
  );

  test("what JavaScript can hold keeps its value", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e20, max: 1e20 }), (value) => {
        fc.pre(value === 0 || Math.abs(value) > 1e-20);
        expect(Number(plainNumber(String(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("dates are read the account's way", () => {
  test.each([
    ["14-10-2016", "day_first", "2016-10-13T22:00:00.000000Z"],
    ["10/14/2016", "month_first", "2016-10-13T22:00:00.000000Z"],
    ["14.10.16 8:05", "day_first", "2016-10-14T06:05:00.000000Z"],
    ["14-10-2016 08:05:06.5", "day_first", "2016-10-14T06:05:06.500000Z"],
    ["14-10-2016 1:30 pm", "day_first", "2016-10-14T11:30:00.000000Z"],
    ["14-10-2016 12:00 AM", "day_first", "2016-10-13T22:00:00.000000Z"],
    ["1-1-69", "day_first", "1968-12-31T22:00:00.000000Z"],
    ["2016-10-14", "day_first", "2016-10-13T22:00:00.000000Z"],
    ["2016-10-14T08:05:06Z", "day_first", "2016-10-14T08:05:06.000000Z"],
    ["2016-10-14T08:05:06.123456789Z", "month_first", "2016-10-14T08:05:06.123456Z"],
    ["2016-10-14T08:05:06.123456+02:00", "day_first", "2016-10-14T06:05:06.123456Z"],
    ["2016-10-14 08:05-0530", "day_first", "2016-10-14T13:35:00.000000Z"],
  ] as const)("%s (%s) → %s", (text, dateStyle, wire) => {
    const micros = moment(text, { timezone: "Africa/Kigali", dateStyle });
    expect(micros === null ? null : wireInstant(micros)).toBe(wire);
  });

  test.each([
    "",
    "soon",
    "31-02-2016",
    "10/14/2016",
    "14-10",
    "14-10-2016 25:00",
    "14-10-2016 13:00 pm",
    "2016-10-14T",
  ])("%s is none", (text) => {
    expect(moment(text, KIGALI)).toBeNull();
  });

  test.each([
    ["summer time", "2016-07-01 12:00", "2016-07-01T10:00:00.000000Z"],
    ["winter time", "2016-12-01 12:00", "2016-12-01T11:00:00.000000Z"],
    ["the repeated hour: the earlier one", "2016-10-30 02:30", "2016-10-30T00:30:00.000000Z"],
    ["the skipped hour: as far past the gap", "2016-03-27 02:30", "2016-03-27T01:30:00.000000Z"],
    ["just before the change", "2016-03-27 01:59", "2016-03-27T00:59:00.000000Z"],
    ["just after the change", "2016-03-27 03:00", "2016-03-27T01:00:00.000000Z"],
  ])("clock changes in Berlin, %s", (_what, text, wire) => {
    const micros = moment(text, { timezone: "Europe/Berlin", dateStyle: "day_first" });
    expect(micros === null ? null : wireInstant(micros)).toBe(wire);
  });

  test("a zone that the runtime does not know counts as UTC", () => {
    expect(moment("2016-01-01", { timezone: "Mars/Olympus", dateStyle: "day_first" })).toBe(1_451_606_400_000_000);
  });
});

describe("values by the type of their field", () => {
  test.each([
    ["text", " as it is ", " as it is "],
    ["numeric", "12.50", "12.5"],
    ["numeric", "a dozen", null],
    ["datetime", "14-10-2016", "2016-10-13T22:00:00.000000Z"],
    ["datetime", "soon", null],
    ["state", "Rwanda > Kigali City", "Kigali City"],
    ["district", "Rwanda > Kigali City > Gasabo", "Gasabo"],
    ["ward", "Remera", "Remera"],
  ] as const)("%s %s → %s", (type, text, wire) => {
    expect(wireValue(text, type, KIGALI)).toBe(wire);
  });
});
