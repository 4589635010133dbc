/** Wrangler in tests: no network, no banner, and a registry and logs of its own in `scratch`. */
export function quietWrangler(scratch: string): void {
  // One registry of running workers for each user would connect the equally named workers of two runs.
  process.env["WRANGLER_REGISTRY_PATH"] = scratch;
  process.env["WRANGLER_LOG_PATH"] = scratch;
  process.env["WRANGLER_SEND_METRICS"] = "false";
  process.env["WRANGLER_HIDE_BANNER"] = "true";
  process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
}
