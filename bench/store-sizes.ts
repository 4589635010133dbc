/** How much of everything the generated accounts have. */

export interface Sizes {
  readonly contacts: number;
  readonly messages: number;
  readonly runs: number;
  readonly calls: number;
  /** Events of resthooks, deliveries and the event log, each. */
  readonly log: number;
  /** Broadcasts and flow starts, each. */
  readonly sendings: number;
}

/** The least that has more than 1,000 rows in every list and for every filter, where a list has as many at all. */
export const THOUSAND: Sizes = {
  contacts: 4_000,
  messages: 20_000,
  runs: 3_000,
  calls: 2_000,
  log: 2_000,
  sendings: 1_000,
};

export const SIZES = {
  small: { contacts: 20_000, messages: 100_000, runs: 10_000, calls: 6_000, log: 6_000, sendings: 1_000 },
  middle: { contacts: 200_000, messages: 1_000_000, runs: 80_000, calls: 50_000, log: 50_000, sendings: 5_000 },
  full: { contacts: 1_000_000, messages: 5_000_000, runs: 500_000, calls: 300_000, log: 300_000, sendings: 20_000 },
} as const satisfies Record<string, Sizes>;

export type SizeName = keyof typeof SIZES;

/** What no account has very many of: as many in both. */
export const FEW = { groups: 1_000, labels: 1_000, channels: 1_000, flows: 1_000, boundaries: 1_000 } as const;
export const FIELDS = 20;
export const RESTHOOKS = 1_000;
/** Contacts beyond the others, without traffic, that are deleted again. */
export const DELETED = 1_000;

export type Line = Readonly<Record<string, unknown>>;
