/**
 * The schemes a URN may have, and what each asks of the path behind its colon. Pure.
 *
 * `clean` gives equal addresses one spelling; `valid` says whether a contact may be given that address.
 * They are apart because an imported contact may have an address that would be refused today, and it must
 * still be found by it.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

export interface Scheme {
  readonly name: string;
  clean(path: string): string;
  valid(path: string): boolean;
}

const asIs = (path: string): string => path;
const anything = (): boolean => true;
const matches =
  (form: RegExp) =>
  (path: string): boolean =>
    form.test(path);

/** One @, something on both sides, a dot in the domain: what a mail server can make sense of. */
const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
const DIGITS = /^\d+$/;

export const SCHEMES: readonly Scheme[] = [
  { name: "tel", clean: cleanPhone, valid: (path) => phoneOf(path) !== null },
  {
    name: "twitter",
    clean: (path) => path.replace(/^@/, "").toLowerCase(),
    valid: matches(/^[a-z0-9_]{1,15}$/),
  },
  { name: "mailto", clean: (path) => path.toLowerCase(), valid: matches(EMAIL) },
  { name: "facebook", clean: asIs, valid: matches(/^(?:\d+|ref:.+)$/) },
  { name: "telegram", clean: asIs, valid: matches(DIGITS) },
  { name: "line", clean: asIs, valid: anything },
  { name: "viber", clean: asIs, valid: matches(/^[a-zA-Z0-9_=]{1,16}$/) },
  { name: "ext", clean: asIs, valid: anything },
  { name: "fcm", clean: asIs, valid: anything },
];

/**
 * Digits, letters and "+"; E.164 where it is a number with a country code. Eleven characters that begin
 * neither with "+" nor with "0" are taken for such a number written without its "+". No country is ever
 * assumed: the same text must mean the same number in every account.
 */
function cleanPhone(path: string): string {
  const kept = path.toLowerCase().replace(/[^0-9a-z+]/g, "");
  const international = kept.length >= 11 && !/^[+0]/.test(kept) ? `+${kept}` : kept;
  return phoneOf(international) ?? international;
}

/** E.164, or null where it is no possible number. Digits only: the library would drop an extension silently. */
function phoneOf(path: string): string | null {
  if (!/^\+\d+$/.test(path)) return null;
  const number = parsePhoneNumberFromString(path);
  return number?.isPossible() === true ? number.number : null;
}
