import { type CountryCode, type MetadataJson, parsePhoneNumberFromString } from "libphonenumber-js/core";
import examples from "libphonenumber-js/mobile/examples";
import full from "libphonenumber-js/min/metadata";
import { expect, test } from "vitest";
import { withoutFormats } from "./strip.ts";

const whole: MetadataJson = full;

// A JSON document that is one string: formatters leave it alone, and parsing a string is the fastest way to load it.
test("metadata.json is libphonenumber's table without formats; `vitest run workers/v1/numbers -u` makes it", async () => {
  await expect(`${JSON.stringify(withoutFormats(whole))}\n`).toMatchFileSnapshot("metadata.json");
});

test("every country's numbers are read as with the whole table", () => {
  const stripped = JSON.parse(withoutFormats(whole)) as MetadataJson;
  const countries = Object.keys(whole.countries) as CountryCode[];
  for (const country of countries) {
    const number = examples[country];
    for (const text of [number, `0${number}`, `1${number}`, `8${number}`, number?.slice(1), number?.slice(0, 4)]) {
      if (text === undefined) continue;
      const expected = parsePhoneNumberFromString(text, country, whole);
      const read = parsePhoneNumberFromString(text, country, stripped);
      expect([read?.number, read?.isPossible()], `${text} in ${country}`).toEqual([
        expected?.number,
        expected?.isPossible(),
      ]);
    }
  }
  expect(countries.length).toBeGreaterThan(200);
});
