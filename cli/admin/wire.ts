/**
 * What the operator API answers, as far as the command looks at it. Own schemas, because the router's belong to another
 * world; fields that this build does not know are let by, so that a newer router can be operated by an older command.
 */
import * as z from "zod";

const instant = z.string();

export const Account = z.object({
  account: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  disabled_on: instant.nullable(),
  created_on: instant,
  pins: z.record(z.string(), z.number()),
});
export type Account = z.output<typeof Account>;

export const Key = z.object({
  id: z.string(),
  role: z.string(),
  label: z.string().nullable(),
  applications: z.array(z.string()).nullable(),
  disabled: z.boolean(),
  created_on: instant,
  expires_on: instant.nullable(),
  last_used_on: instant.nullable(),
  replaced_by: z.string().nullable(),
});
export type Key = z.output<typeof Key>;

/** The one answer that has the key itself. */
export const NewKey = Key.extend({ key: z.string() });

const calls = z.number();
const errors = z.number();

export const Totals = z.object({
  version: z.string(),
  from: z.string(),
  to: z.string(),
  calls,
  errors,
  defaulted: z.number(),
  ways: z.array(z.object({ way: z.string(), calls, share: z.number() })),
  operations: z.array(z.object({ operation: z.string(), calls, errors })),
  days: z.array(z.object({ day: z.string(), accounts: z.number(), calls, errors, defaulted: z.number() })),
});
export type Totals = z.output<typeof Totals>;

export const Caller = z.object({
  /** Null: without a key. */
  account: z.string().nullable(),
  key: z.string().nullable(),
  calls,
  errors,
  first_seen: instant,
  last_seen: instant,
  ways: z.array(z.object({ way: z.string(), calls })),
  operations: z.array(z.object({ operation: z.string(), calls, errors, last_seen: instant })),
});
export type Caller = z.output<typeof Caller>;

export const Version = z.object({
  /** `default` is the nameless one. */
  application: z.string(),
  number: z.number(),
  binding: z.string(),
  bound: z.boolean(),
  stage: z.enum(["preview", "current", "deprecated", "retired"]),
  default: z.boolean(),
  deprecated: z.string().nullable(),
  sunset: z.string().nullable(),
  successor: z.number().nullable(),
  guide: z.string().nullable(),
});
export type Version = z.output<typeof Version>;
