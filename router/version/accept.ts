/**
 * What Accept says about versions (RFC 9110 12.5.1): which ones it names, with what weight, and how it
 * weighs a JSON answer of no particular version. Only ranges that can mean our JSON are read; `v=b3` of a
 * browser on a foreign type is not a version. The grammar is in media-range.ts.
 */
import { readRange, same, type MediaRange } from "./media-range.ts";
import { versionNumber } from "./number.ts";
import { findVersion, type Application, type Version } from "./registry.ts";
import type { Form } from "./signals.ts";

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

const VENDOR_TREE = "vnd.";
const JSON_SUFFIX = "+json";

/** Time in proportion to the field's length: what is kept is bounded by the table, not by the field. */
export function readAccept(accept: string, application: Application): AcceptReading {
  const { vendor, versionParameter } = application;
  const named: NamedRange[] = [];
  let generic: GenericRange | null = null;
  let genericSpecificity = FOREIGN;
  let absent = true;

  for (let next = 0; next < accept.length;) {
    const range = readRange(accept, next, versionParameter);
    next = range.next;
    if (!range.wellFormed) continue;
    absent = false;
    const specificity = specificityOf(accept, range, vendor);
    if (specificity === FOREIGN) continue;
    const spelled = specificity === VENDOR ? vendorVersion(accept, range, vendor) : "";
    const word = spelled === "" ? range.values[0] : spelled;
    if (word !== undefined) {
      const other = differing(range.values, word);
      if (other !== null) return { kind: "contradiction", words: [word, other] };
      const number = versionNumber(word);
      remember(named, {
        version: number === null ? null : (findVersion(application, number) ?? null),
        weight: range.weight,
        form: formOf(accept, range, specificity, vendor, spelled),
        requested: accept.slice(range.start, range.end),
      });
    } else if (specificity > genericSpecificity || (specificity === genericSpecificity && outweighs(range, generic))) {
      generic = { weight: range.weight, form: specificity === VENDOR ? "vendor-parameter" : "parameter" };
      genericSpecificity = specificity;
    }
  }
  return absent ? { kind: "absent" } : { kind: "ranges", generic, named };
}

function specificityOf(text: string, range: MediaRange, vendor: string | null): number {
  const { start, slash, subtypeEnd } = range;
  if (slash === -1 || same(text, start, slash, "*")) return ANY;
  if (!same(text, start, slash, "application")) return FOREIGN;
  if (same(text, slash + 1, subtypeEnd, "json")) return PLAIN_JSON;
  if (same(text, slash + 1, subtypeEnd, "*")) return ANY_APPLICATION;
  return vendor !== null && isVendors(text, slash + 1, subtypeEnd, vendor) ? VENDOR : FOREIGN;
}

/** The subtype is this vendor's, with a version or without: `acme-video` is another vendor's. */
function isVendors(text: string, subtype: number, end: number, vendor: string): boolean {
  const name = subtype + VENDOR_TREE.length;
  const rest = name + vendor.length;
  const suffix = end - JSON_SUFFIX.length;
  return (
    suffix >= rest &&
    same(text, subtype, name, VENDOR_TREE) &&
    same(text, name, rest, vendor) &&
    same(text, suffix, end, JSON_SUFFIX) &&
    (suffix === rest || looksLikeVersion(text, rest))
  );
}

/** A dash or a dot, a v and a digit. */
function looksLikeVersion(text: string, at: number): boolean {
  const separator = text.charCodeAt(at);
  if (separator !== 45 && separator !== 46) return false;
  const digit = text.charCodeAt(at + 2);
  return same(text, at + 1, at + 2, "v") && digit >= 48 && digit <= 57;
}

/** What stands between the vendor's name and the suffix, without the separator; empty when nothing does. */
function vendorVersion(text: string, range: MediaRange, vendor: string | null): string {
  const rest = range.slash + 1 + VENDOR_TREE.length + (vendor ?? "").length;
  return text.slice(rest + 1, range.subtypeEnd - JSON_SUFFIX.length);
}

function formOf(text: string, range: MediaRange, specificity: number, vendor: string | null, spelled: string): Form {
  if (specificity !== VENDOR) return "parameter";
  if (spelled === "") return "vendor-parameter";
  const separator = range.slash + 1 + VENDOR_TREE.length + (vendor ?? "").length;
  return text.charAt(separator) === "." ? "vendor-dot" : "vendor";
}

/** The first value that names another version than `word`; what names none is the same only letter by letter. */
function differing(values: readonly string[], word: string): string | null {
  for (const value of values) {
    if (value !== word && (versionNumber(value) ?? -1) !== (versionNumber(word) ?? -2)) return value;
  }
  return null;
}

/** Of several ranges for one version the highest weight counts. */
function remember(named: NamedRange[], range: NamedRange): void {
  for (let index = 0; index < named.length; index++) {
    const other = named[index];
    if (other?.version !== range.version) continue;
    if (outweighs(range, other)) named[index] = range;
    return;
  }
  named.push(range);
}

function outweighs(one: { readonly weight: number }, other: { readonly weight: number } | null): boolean {
  return other === null || one.weight > other.weight;
}

/** Whether an answer in JSON, of any version or of none, is one that the client can take. */
export function admitsJson(accept: string, application: Application): boolean {
  if (accept.includes("problem+json")) return true;
  const read = readAccept(accept, application);
  if (read.kind !== "ranges") return true;
  // Who does nothing but exclude a version says nothing against JSON, and names nothing else to answer in.
  if (read.named.length > 0 && !accept.includes(",")) return true;
  return [...read.named, read.generic].some((range) => range !== null && range.weight > 0);
}
