/** Where a router on the local edge answers: that of the top level has the edge's address, every other one a name. */
import type { EdgeAddress } from "../local/edge-file.ts";
import { Unreachable } from "./command.ts";
import { resolveLocalhost } from "./localhost.ts";
import type { Table } from "./table/read.ts";
import { routerName } from "./worker-folders.ts";

/** As curl and a browser find it. `environment`: a block of the table; null: the top level. */
export function shownAddress({ url }: EdgeAddress, environment: string | null, table: Table): string {
  if (environment === null) return url;
  const address = new URL(url);
  address.hostname = `${routerName(table, environment)}.localhost`;
  return address.origin;
}

/** For this process to ask. Throws an `Unreachable` where the edge's certificate cannot name it. */
export async function localRouter(
  edge: EdgeAddress,
  environment: string | null,
  table: () => Promise<Table>,
): Promise<string> {
  // Without an environment no project is needed: accounts and keys are the edge's.
  if (environment === null) return edge.url;
  if (edge.url.startsWith("https:")) {
    // Nobody believes one for *.localhost: a wildcard must have two names behind it.
    const why = "The local edge was started with --https, and its certificate names localhost alone";
    throw new Unreachable(`${why}: start it without, to reach the router of [env.${environment}].`);
  }
  resolveLocalhost();
  return shownAddress(edge, environment, await table());
}
