/** Lists: `{results, next}`. `next` is the whole URL of the page after this one, null at the end. */
import * as z from "zod";
import type { Asked } from "./route.ts";

/** Results of a page unless the request says otherwise, and at most. */
export const PAGE = { usual: 50, most: 200 } as const;

const whole = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error: `Give a whole number from 1 to ${most}.` })
    .transform(Number)
    .refine((number) => number <= most, { error: `Give a whole number from 1 to ${most}.` });

export const limitParameter = whole(PAGE.most)
  .optional()
  .meta({
    description: "Results of a page.",
    override: { type: "integer", minimum: 1, maximum: PAGE.most, default: PAGE.usual },
  });

/** The envelope of `item`s, registered in the API document under `id`. */
export function pageSchema<T extends z.ZodType>(item: T, id: string) {
  const next = z.string().nullable().meta({ format: "uri", description: "Absolute; null at the end of the list." });
  return z.object({ results: z.array(item), next }).meta({ id });
}

export interface PageOf<W> {
  readonly results: readonly W[];
  readonly next: string | null;
}

/** @param more the query parameters of the page after this one; null at the end */
export function pageOf<W>(
  asked: Asked,
  results: readonly W[],
  more: Readonly<Record<string, string>> | null,
): PageOf<W> {
  return { results, next: more === null ? null : asked.link(more) };
}
