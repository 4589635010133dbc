/**
 * What the store keeps, as plain data. Records are not wire format: each version of the API renders
 * them its own way. Every instant is an integer number of microseconds since 1970 (safe until 2255).
 */
export type Micros = number;

/** A reference to another object, with the name that readers show beside it. */
export interface Ref {
  readonly uuid: string;
  readonly name: string | null;
}

export interface AccountRecord {
  readonly key: string;
  readonly uuid: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2, or null when the account has no channel in a country. */
  readonly country: string | null;
  /** ISO 639-3 codes, sorted. */
  readonly languages: readonly string[];
  readonly primaryLanguage: string | null;
  /** IANA name. */
  readonly timezone: string;
  readonly dateStyle: "day_first" | "month_first";
  /** Anonymous: nobody who reads over the API may see a URN. */
  readonly anon: boolean;
  readonly suspended: boolean;
}

export type ValueType = "text" | "numeric" | "datetime" | "state" | "district" | "ward";

export interface FieldRecord {
  readonly id: number;
  /** `^[a-z][a-z0-9_]*$`, at most 36; never changes. */
  readonly key: string;
  readonly label: string;
  readonly valueType: ValueType;
  readonly createdOn: Micros;
}

export interface GroupRecord {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** Null for a static group. A dynamic group keeps the members it was imported with. */
  readonly query: string | null;
  /** Kept with the membership, never counted on request. */
  readonly count: number;
  readonly createdOn: Micros;
}

export interface ContactRecord {
  /** The second half of the sort key; not shown by any version. */
  readonly id: number;
  readonly uuid: string;
  readonly name: string | null;
  readonly language: string | null;
  /** Normal form, highest priority first. */
  readonly urns: readonly string[];
  readonly groups: readonly Ref[];
  /** Values as they were written, by field key; a field without a value is absent. */
  readonly fields: Readonly<Record<string, string>>;
  readonly blocked: boolean;
  readonly stopped: boolean;
  readonly deleted: boolean;
  /** The flow the contact is in now. */
  readonly flow: Ref | null;
  readonly createdOn: Micros;
  readonly modifiedOn: Micros;
  readonly lastSeenOn: Micros | null;
}
