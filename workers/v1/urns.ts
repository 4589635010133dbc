/**
 * The one form of a URN under which its owner can be asked for. v2 puts URNs into normal form itself but
 * never uses a country; v1 completed national numbers with the account's. So numbers are completed here,
 * and the other schemes follow because owners are looked up by exact URN.
 */
import {
  type CountryCode,
  isSupportedCountry,
  type MetadataJson,
  parsePhoneNumberFromString,
} from "libphonenumber-js/core";
import metadata from "./numbers/metadata.json" with { type: "json" };

const NUMBERS = JSON.parse(metadata) as MetadataJson;

/** A number that cannot be completed without a country: no `+`, and not long enough to have a country code. */
export function isNational(urn: string): boolean {
  const number = telNumber(urn);
  return number !== null && number !== "" && !number.startsWith("+");
}

/** Without a country, or when the number is not possible there, a URN stays as it was: v2 says what is wrong with it. */
export function normalUrn(urn: string, country: string | null): string {
  const trimmed = urn.trim();
  const number = telNumber(trimmed);
  if (number !== null) {
    const parsed = parsePhoneNumberFromString(number, knownCountry(country), NUMBERS);
    return parsed?.isPossible() === true ? `tel:${parsed.number}` : trimmed;
  }
  const [, scheme = "", path = ""] = /^([^:]*):(.*)$/s.exec(trimmed) ?? [];
  switch (scheme) {
    case "twitter":
      return `twitter:${path.trim().replace(/^@/, "").toLowerCase()}`;
    case "mailto":
      return `mailto:${path.trim().toLowerCase()}`;
    default:
      return trimmed;
  }
}

/** The number of a tel URN as far as it can be read without a country; null for other schemes. */
function telNumber(urn: string): string | null {
  const trimmed = urn.trim();
  if (!trimmed.startsWith("tel:")) return null;
  const number = trimmed.slice("tel:".length).replace(/[^0-9A-Za-z+]/g, "");
  // Eleven characters and more are taken for an international number whose plus sign was forgotten.
  return number.length >= 11 && !/^[+0]/.test(number) ? `+${number}` : number;
}

function knownCountry(country: string | null): { defaultCountry?: CountryCode } {
  return country !== null && isSupportedCountry(country as CountryCode, NUMBERS)
    ? { defaultCountry: country as CountryCode }
    : {};
}
