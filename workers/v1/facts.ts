/**
 * Finds out what a change needs to know. One call each.
 */
import { aroundOf, namesIn } from "./around.ts";
import type { Facts, Need, Wire } from "./change.ts";
import type { Upstream } from "./upstream.ts";

/**
 * @param body the client's
 * @param selected finds what the filters of the request find
 */
export async function learn(
  need: Need,
  body: Wire,
  upstream: Upstream,
  selected: () => Promise<readonly string[]>,
): Promise<Facts> {
  switch (need.fact) {
    case "around": {
      const names = namesIn(body);
      return { around: aroundOf(names, await upstream.around(names)) };
    }
    case "named":
      return { named: await upstream.legacy.namedForEvent(upstream.account, need.names) };
    case "received":
      return { received: await upstream.legacy.received(upstream.account, need.ids) };
    case "selected":
      return { selected: await selected() };
  }
}
