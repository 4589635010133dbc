/** What other workers may ask of this one over the `Internal` entrypoint: shapes and limits of the bodies. */
import * as z from "zod";

/**
 * Operations of one batch: they are one transaction, and readers of the account wait for it. One more than a hundred lists
 * of a hundred objects, for what has to come before them.
 */
const BATCH_LIMIT = 101;
/** Objects by identifier: as many as a page has. */
const PICK_LIMIT = 250;

/** Bytes. A batch is made of one client's body, at most 1 MB, repeated in parts. */
export const INTERNAL_BODY_LIMIT = 4_000_000;

export const batch = z.object({
  operations: z
    .array(
      z.object({
        method: z.string(),
        path: z.string().startsWith("/"),
        body: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .max(BATCH_LIMIT),
});

export type BatchOperation = z.output<typeof batch>["operations"][number];

/** Look-ups of each kind in one read. No write takes as many. */
const AROUND_LIMIT = 1_000;

export const around = z.object({
  urns: z.array(z.string()).max(AROUND_LIMIT).default([]),
  groups: z.array(z.string()).max(AROUND_LIMIT).default([]),
  channel: z.int().optional(),
});

export const pick = z.object({ ids: z.array(z.string()).max(PICK_LIMIT), geometry: z.boolean().default(false) });
