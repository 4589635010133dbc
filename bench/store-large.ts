/** The store as benchmarks of large accounts run it, counting what it reads, with v2 over it. */
import { bundle, bundleScript } from "./bundle.ts";
import { COMPATIBILITY_DATE, type Served } from "./workerd.ts";

/** The large account's key. */
export const LARGE = "large";

/** Both open: accounts are loaded through the one, and read through the other. */
export function countedStore(): Served[] {
  return [
    {
      bundle: bundleScript("store", "bench/variants/store-counted.ts", COMPATIBILITY_DATE),
      bindings: [
        { name: "ACCOUNTS", object: "Account" },
        { name: "WEBHOOK_TARGETS", text: "public" },
      ],
      classes: ["Account"],
      open: true,
    },
    {
      bundle: bundle("v2", "workers/v2/wrangler.toml"),
      bindings: [{ name: "ACCOUNTS", object: "Account", service: "store" }],
      open: true,
    },
  ];
}
