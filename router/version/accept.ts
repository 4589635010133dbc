/**
 * What Accept says about versions (RFC 9110 12.5.1): which ones it names, with what weight, and how it
 * weighs a JSON answer of no particular version. Only ranges that can mean our JSON are read; `v=b3` of a
 * browser on a foreign type is not a version. The grammar is in media-range.ts.
 */
import { readRange, same, type MediaRange } from "./media-range.ts";
import { versionNumber } from "./number.ts";
import { findVersion, type Application, type Version } from "./registry.ts";

/** A way to ask for a version in Accept: `application/vnd.acme-v2+json` or `application/json;version=2`. */
export type Form = "vendor" | "parameter";

/** A range that names a version. */
export interface NamedRange {
  /** Null: not in the table, or no version at all by the grammar. */
  readonly version: Version | null;
  readonly weight: number;
  readonly form: Form;
  /** The member as the client wrote it. */
  readonly requested: string;
}

/** The ranges that name no version, by the most specific of them. */
export interface GenericRange {
  readonly weight: number;
  readonly form: Form;
}

export type AcceptReading =
  /** No well-formed member: as if the field were not there. */
  | { readonly kind: "absent" }
  /** A member names two versions, in these words. */
  | { readonly kind: "contradiction"; readonly words: readonly [string, string] }
  | {
      readonly kind: "ranges";
      readonly generic: GenericRange | null;
      /** In the order of the field; each version once, with the highest of its weights, and so all unknown ones. */
      readonly named: readonly NamedRange[];
    };

/** How specific a range that can mean our JSON is. */
const FOREIGN = 0;
const ANY = 1;
const ANY_APPLICATION = 2;
const PLAIN_JSON = 3;
const VENDOR = 4;

const JSON_SUFFIX = "+json";

/** After the vendor's name: `acme-video` is another vendor, not ours with a strange version. */
const LOOKS_LIKE_A_VERSION = /^[-.]v\d/i;

/** Time in proportion to the field's length: what is kept is bounded by the table, not by the field. */
export function readAccept(accept: string, application: Application): AcceptReading {
  const parameter = application.versionParameter.toLowerCase();
  const vendorType = application.vendor === null ? null : `vnd.${application.vendor.toLowerCase()}`;
  const named: NamedRange[] = [];
  let generic: GenericRange | null = null;
  let genericSpecificity = FOREIGN;
  let absent = true;

  for (let next = 0; next < accept.length;) {
    const range = readRange(accept, next, parameter);
    next = range.next;
    if (!range.wellFormed) continue;
    absent = false;
    const specificity = specificityOf(accept, range, vendorType);
    if (specificity === FOREIGN) continue;
    const spelled = specificity === VENDOR ? vendorVersion(accept, range, vendorType) : "";
    const words = spelled === "" ? range.values : [spelled, ...range.values];
    const [word] = words;
    if (word !== undefined) {
      const other = words.find((it) => !sameVersion(it, word));
      if (other !== undefined) return { kind: "contradiction", words: [word, other] };
      const number = versionNumber(word);
      remember(named, {
        version: number === null ? null : (findVersion(application, number) ?? null),
        weight: range.weight,
        form: spelled === "" ? "parameter" : "vendor",
        requested: accept.slice(range.start, range.end),
      });
    } else if (specificity > genericSpecificity || (specificity === genericSpecificity && outweighs(range, generic))) {
      generic = { weight: range.weight, form: specificity === VENDOR ? "vendor" : "parameter" };
      genericSpecificity = specificity;
    }
  }
  return absent ? { kind: "absent" } : { kind: "ranges", generic, named };
}

function specificityOf(text: string, range: MediaRange, vendorType: string | null): number {
  const { start, slash, subtypeEnd } = range;
  if (slash === -1 || same(text, start, slash, "*")) return ANY;
  if (!same(text, start, slash, "application")) return FOREIGN;
  const subtype = slash + 1;
  if (same(text, subtype, subtypeEnd, "json")) return PLAIN_JSON;
  if (same(text, subtype, subtypeEnd, "*")) return ANY_APPLICATION;
  if (vendorType === null || !same(text, subtype, subtype + vendorType.length, vendorType)) return FOREIGN;
  const rest = subtype + vendorType.length;
  const suffix = subtypeEnd - JSON_SUFFIX.length;
  if (suffix < rest || !same(text, suffix, subtypeEnd, JSON_SUFFIX)) return FOREIGN;
  return suffix === rest || LOOKS_LIKE_A_VERSION.test(text.slice(rest, suffix)) ? VENDOR : FOREIGN;
}

/** What stands between the vendor's name and the suffix, without the separator; empty when nothing does. */
function vendorVersion(text: string, range: MediaRange, vendorType: string | null): string {
  return text.slice(range.slash + 1 + (vendorType ?? "").length + 1, range.subtypeEnd - JSON_SUFFIX.length);
}

/** `02` and `x` are no versions, and the same one only as `02` and `x`. */
function sameVersion(one: string, other: string): boolean {
  return one === other || (versionNumber(one) ?? -1) === (versionNumber(other) ?? -2);
}

/** Of several ranges for one version the highest weight counts. */
function remember(named: NamedRange[], range: NamedRange): void {
  const index = named.findIndex((it) => it.version === range.version);
  if (index === -1) named.push(range);
  else if (outweighs(range, named[index] ?? null)) named[index] = range;
}

function outweighs(one: { readonly weight: number }, other: { readonly weight: number } | null): boolean {
  return other === null || one.weight > other.weight;
}
