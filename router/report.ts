/**
 * What every answer of a version tells its client, errors, 304s and 101s included: which version answered
 * and why, how long it will, and for whom the answer may be kept.
 */
import { REPORTED } from "../contracts/headers.ts";
import { exposeTo } from "./cors.ts";
import type { LifecycleFields } from "./lifecycle/fields.ts";
import { mergedVary, namedType, qualifiedTag, restoredLocation } from "./shared-url.ts";
import type { Application, Registry, Version } from "./version/registry.ts";
import type { Source } from "./version/resolve.ts";
import type { Visit } from "./visit.ts";

export interface Reported {
  readonly registry: Registry;
  readonly application: Application;
  readonly version: Version;
  readonly by: Source;
  readonly form: "vendor" | "parameter" | null;
  readonly lifecycle: LifecycleFields;
  /** The path names no version: one URL serves several. */
  readonly shared: boolean;
  /** The request brought a key: its answer is for one account. */
  readonly keyed: boolean;
  readonly prefix: string;
  /** The same resource under its version's own URL; told where `latest` led here. */
  readonly versionedUrl: string;
}

/** A copy with our fields; the body passes through as it comes, the socket of a 101 too. */
export function reported(answer: Response, visit: Visit, report: Reported): Response {
  const copy = new Response(answer.body, answer);
  const { headers } = copy;
  headers.set("API-Version", String(report.version.number));
  headers.set("API-Version-Source", report.by);
  headers.set("X-Request-Id", visit.requestId);
  headers.delete(REPORTED.route);
  reportLifecycle(headers, report.lifecycle);
  reportPlace(headers, visit, report);
  reportCaching(headers, report);
  exposeTo(visit.request.headers.get("Origin"), headers, report.registry);
  return copy;
}

function reportLifecycle(headers: Headers, { deprecation, sunset, link }: LifecycleFields): void {
  // An Item, so never two lines: the earlier date wins when a worker has one of its own (RFC 9745 2.1).
  if (deprecation !== null) headers.set("Deprecation", earlier(headers.get("Deprecation"), deprecation));
  if (sunset !== null) headers.set("Sunset", sunset);
  // Appended: the worker's own links stay (RFC 8288 3).
  if (link !== null) headers.append("Link", link);
}

function reportPlace(headers: Headers, visit: Visit, report: Reported): void {
  for (const name of ["Location", "Content-Location"]) {
    const location = headers.get(name);
    if (location !== null) headers.set(name, restoredLocation(location, visit.url.origin, report.prefix));
  }
  if (report.by === "latest" && !report.shared && !headers.has("Content-Location")) {
    headers.set("Content-Location", report.versionedUrl);
  }
}

function reportCaching(headers: Headers, report: Reported): void {
  const names = varyNames(report);
  if (names.length > 0) headers.set("Vary", mergedVary(headers.get("Vary"), names));
  if (report.keyed && !headers.has("Cache-Control")) headers.set("Cache-Control", "private");
  if (!report.shared) return;
  const tag = headers.get("ETag");
  if (tag !== null) headers.set("ETag", qualifiedTag(tag, report.version.number));
  const type = report.form === null ? null : headers.get("Content-Type");
  if (type !== null && report.form !== null) {
    const { vendor, versionParameter } = report.application;
    headers.set(
      "Content-Type",
      namedType(type, report.version.number, report.form, { vendor, parameter: versionParameter }),
    );
  }
}

/** RFC 9111 4.1: on every answer to a shared URL, whatever the request had; leaving it out once poisons a cache. */
export function varyNames(of: Pick<Reported, "registry" | "shared" | "keyed">): readonly string[] {
  const { versionHeaders, keyHeaders } = of.registry;
  return [
    ...(of.shared ? ["Accept", ...versionHeaders] : []),
    // A pin makes even the version depend on the key; RFC 9111 3.5 protects only `Authorization`.
    ...(of.keyed ? ["Authorization", ...keyHeaders] : []),
  ];
}

function earlier(workers: string | null, ours: string): string {
  if (workers === null || !/^@-?\d{1,15}$/.test(workers)) return ours;
  return Number(workers.slice(1)) < Number(ours.slice(1)) ? workers : ours;
}
