/** Where a router on the local edge answers: that of the top level has the edge's address, every other one a name. */
import type { EdgeAddress } from "../local/edge-file.ts";
import { Unreachable } from "./command.ts";
import { resolveLocalhost } from "./localhost.ts";
import type { Table } from "./table/read.ts";
import { routerName } from "./worker-folders.ts";

/**
 * `environment`: a block of the table, which is read for it alone; null: the top level. Throws an `Unreachable` where
 * the certificate cannot name it.
 */
export async function localRouter(
  { url }: EdgeAddress,
  environment: string | null,
  table: () => Promise<Table>,
): Promise<string> {
  if (environment === null) return url;
  const address = new URL(url);
  if (address.protocol === "https:") {
    // Nobody believes one for *.localhost: a wildcard must have two names behind it.
    const why = "The local edge was started with --https, and its certificate names localhost alone";
    throw new Unreachable(`${why}: start it without, to reach the router of [env.${environment}].`);
  }
  address.hostname = `${routerName(await table(), environment)}.localhost`;
  resolveLocalhost();
  return address.origin;
}
