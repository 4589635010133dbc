/** Which breaks of an API document somebody has stood up for. Pure. */
import * as z from "zod";
import { type Break, breaksBetween } from "./openapi-breaks.ts";

/** `openapi.breaks.json`, beside the document: a list that is only ever added to, because it is also the record. */
export const acceptedBreaks = z.array(
  z.strictObject({
    /** A pointer; everything below it is meant too. */
    at: z.string().startsWith("/paths/"),
    /** Why clients have to live with it. */
    reason: z.string().min(20, "say why in a sentence"),
  }),
);

export type AcceptedBreaks = z.output<typeof acceptedBreaks>;

export type Verdict =
  | { readonly kind: "same" }
  /** It may be accepted: it only adds, or what it breaks is meant. */
  | { readonly kind: "moved" }
  | { readonly kind: "broken"; readonly breaks: readonly Break[] };

/** @param accepted, today documents as text; `accepted` is null where there is none yet */
export function judge(accepted: string | null, today: string, meant: AcceptedBreaks): Verdict {
  if (accepted === today) return { kind: "same" };
  if (accepted === null) return { kind: "moved" };
  const breaks = unaccepted(breaksBetween(JSON.parse(accepted) as object, JSON.parse(today) as object), meant);
  return breaks.length === 0 ? { kind: "moved" } : { kind: "broken", breaks };
}

function unaccepted(breaks: readonly Break[], accepted: AcceptedBreaks): Break[] {
  return breaks.filter(({ at }) => !accepted.some((entry) => at === entry.at || at.startsWith(`${entry.at}/`)));
}
