/**
 * The header fields that cross the boundary between the router and a version worker.
 * The router sets them on every forwarded request and drops whatever a client sent under the same
 * names first, so a worker may believe them without a check.
 */
export const FORWARDED = {
  /** `http` or `https`, as the client spoke it. */
  proto: "X-Forwarded-Proto",
  /** Host (and port) as the client spoke it. */
  host: "X-Forwarded-Host",
  /** What the router took off the path, e.g. `/api/v2`; empty on an unversioned URL's root. */
  prefix: "X-Forwarded-Prefix",
  requestId: "X-Request-Id",
  /** The caller's account. Absent when an operation is public and no key was sent. */
  account: "X-Account-Id",
  /** The key's public id; never the key. */
  key: "X-Key-Id",
  /** One letter, see `Role`. */
  role: "X-Key-Role",
  /** The API version that was resolved, a bare integer. */
  version: "X-API-Version",
  /**
   * The caller's account again, for the platform: while builds share a worker's traffic, an account meets one of them.
   * Absent where the account is.
   */
  affinity: "Cloudflare-Workers-Version-Key",
} as const;

/** What a key may do: A administrator, E editor, S surveyor. A worker gives the letters their meaning. */
export type Role = "A" | "E" | "S";

/** A worker's own fields that the router reads: its minor release, and its route template (taken off). */
export const REPORTED = {
  release: "API-Release",
  route: "X-Route",
} as const;
