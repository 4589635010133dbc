/**
 * A refusal of the API, as wrangler shows it: Cloudflare's number and one sentence. 4xx always, because
 * wrangler repeats a call that was answered 5xx.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
  }
}

/** Cloudflare's numbers. Those that could not be looked up anywhere are marked; wrangler does not act on them. */
export const CODES = {
  badRequest: 10001,
  unauthorised: 10000,
  notFound: 10007,
  serviceNotFound: 10090,
  invalidUpload: 10021,
  /** Not certain. */
  variableTooLarge: 10054,
  durableObject: 10061,
  stillInUse: 10064,
  migrationTag: 10079,
  serviceBinding: 10144,
  noRoute: 7003,
} as const;
