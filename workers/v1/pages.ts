/**
 * v1's lists: page numbers from 1, 250 objects a page, a count, absolute links that carry the query.
 */
import { COUNTED_PAGE } from "../../contracts/counted.ts";
import type { Query, Wire } from "./change.ts";

/** Null for what is no page number; digits beyond what an offset can hold are none either. */
export function pageNumber(query: Query): number | null {
  const text = query["page"]?.at(-1) ?? "1";
  return /^0*[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

export interface Envelope {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly Wire[];
}

/** `address` is the list's absolute URL without query. */
export function envelope(
  address: string,
  query: Query,
  page: number,
  count: number,
  results: readonly Wire[],
): Envelope {
  return {
    count,
    next: page * COUNTED_PAGE < count ? link(address, query, page + 1) : null,
    previous: page > 1 ? link(address, query, page - 1) : null,
    results,
  };
}

/** The first page has no number in its link, as v1's framework had it. */
function link(address: string, query: Query, page: number): string {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) {
    if (name !== "page") for (const value of values) parameters.append(name, value);
  }
  if (page > 1) parameters.set("page", String(page));
  return parameters.size === 0 ? address : `${address}?${parameters.toString()}`;
}
