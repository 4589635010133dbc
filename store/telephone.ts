/** Telephone numbers as people write them, as URNs with the country code. Pure. */
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A number with its country code, or one that may lack it. What is behind a plus and no digit is no number's. */
const TELEPHONE = /^tel:(\+\d+|[^+].*)$/s;

/**
 * The number in E.164. What is no possible number, and what is no number at all, stays as it is: whoever wants to write it
 * is refused by the rules for URNs.
 * @param country ISO 3166-1 alpha-2: where a number without country code is at home; null where nobody knows
 */
export function completedUrn(urn: string, country: string | null): string {
  const number = TELEPHONE.exec(urn)?.[1];
  if (number === undefined) return urn;
  const home = country !== null && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(number, home);
  return parsed?.isPossible() === true ? `tel:${parsed.number}` : urn;
}
