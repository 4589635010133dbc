import * as z from "zod";
import { CALL_TYPES } from "../changes/call-types-are-short-words.ts";
import type { DescribedOperation } from "./operation.ts";
import { between, instant, page, pageOf, split, uuid } from "./parts.ts";

const call = z
  .object({
    call: z.int(),
    contact: uuid,
    relayer: z.int(),
    relayer_phone: z.string().nullable().meta({ description: "The relayer's address." }),
    phone: z.string().nullable().meta({ description: "The contact's; null where the account hides numbers." }),
    created_on: instant.meta({ description: "When it was made." }),
    duration: z.int().meta({ description: "Seconds." }),
    call_type: z.enum(CALL_TYPES),
  })
  .meta({ id: "Call" });

export const calls: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Calls, the last recorded first",
    query: z.object({
      call: split("Integers."),
      call_type: split("Types."),
      phone: split("Contacts' numbers, as they stand after `tel:`."),
      relayer: split("Integers."),
      ...between("when a call was recorded, which is shortly after it was made"),
      ...page,
    }),
    answers: { 200: pageOf("Call", call) },
    successor: "GET /channel_events",
    migration: "Ask with one `contact` or `id`, read `time` and `type`, and follow `next`.",
  },
];
