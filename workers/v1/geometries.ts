/**
 * Boundaries with their geometries. These are large, so v2 hands out as many at once as one answer can carry, and is asked
 * again for the rest; mostly one answer has a whole page.
 */
import type { Wire } from "./change.ts";
import { detail } from "./refusals.ts";
import { Stop, type Upstream } from "./upstream.ts";

/** Answers of 8 MB each: what this worker's memory holds when it is read, twice over. */
const MOST_ANSWERS = 3;

const TOO_LARGE = detail(400, "The geometries of this page are too large together: ask with aliases=1, or ask v2.");

export async function boundariesWithGeometry(upstream: Upstream, refs: readonly string[]): Promise<readonly Wire[]> {
  const found: Wire[] = [];
  let rest = refs;
  for (let answers = 0; answers < MOST_ANSWERS; answers++) {
    const part = await upstream.pick("boundaries", rest, { geometry: true });
    found.push(...part);
    // Those before the last one that came and are not there are gone.
    rest = part.length === 0 ? [] : rest.slice(rest.indexOf(String(part.at(-1)?.["osm_id"])) + 1);
    if (rest.length === 0) return found;
  }
  throw new Stop(Response.json(TOO_LARGE.body, { status: TOO_LARGE.status }));
}
