/** The tables of `[vars]` and their defaults: design §4 in code. */
import * as read from "./readers.ts";
import type { Reader } from "./table.ts";

export const API = {
  base: read.basePath,
  version_headers: read.fieldNames(["X-API-Version", "API-Version"]),
  key_headers: read.fieldNames(["X-API-Token"]),
  cors_origins: read.origins,
  /** To the first byte of the answer. */
  upstream_timeout_ms: read.integer(10_000, 1, 300_000),
  max_live_versions: read.integer(3, 1, 100),
  usage_retention_days: read.integer(400, 1, 4_000),
};

const defaultVersion: Reader<number | "latest" | "oldest" | null> = {
  fallback: null,
  want: 'the number of a live version, "latest" or "oldest"',
  read: (value) => (value === "latest" || value === "oldest" ? value : (read.versionNumber.read(value) ?? undefined)),
};

export const APPLICATION = {
  vendor: read.optionalToken("acme"),
  version_parameter: read.token("version"),
  latest: read.someOf(["url"], "url", "header"),
  default: defaultVersion,
  access: read.oneOf("key", "key", "public"),
  public: read.operations,
  denied: read.oneOf(401, 401, 403),
  minimum_notice_days: read.integer(90, 0, 3_650),
};

export const VERSION = {
  preview: read.flag(false),
  deprecated: read.instant,
  sunset: read.instant,
  enforce_sunset: read.flag(false),
  successor: read.versionNumber,
  guide: read.link,
  brownouts: read.windows,
  brownout_status: read.oneOf(503, 503, 410),
  retired: read.instant,
  /** Who retired it and why: told to operators, at /admin/versions. */
  retired_by: read.sentence,
  retired_because: read.sentence,
  retained: read.operations,
  retained_role: read.optionalToken("S"),
};
