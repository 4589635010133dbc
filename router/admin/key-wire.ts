/** An account's keys on the wire. The key itself is in exactly one answer, that of its making. */
import * as z from "zod";
import type { Key } from "../identity/directory.ts";
import { wireApplication } from "./applications.ts";
import { instant, instantGiven, iso, isoOrNull } from "./wire.ts";

export const role = z
  .enum(["A", "E", "S"])
  .meta({ description: "A administrator, E editor, S surveyor. A version gives the letters their meaning." });

const label = z.string().trim().min(1).max(100).nullable();

export const key = z
  .object({
    id: z.string().meta({ description: "Public: in logs and usage. Says nothing about the key." }),
    role,
    label,
    applications: z.array(z.string()).nullable().meta({ description: "Null: good for every application." }),
    disabled: z.boolean(),
    disabled_on: instant.nullable(),
    created_on: instant,
    expires_on: instant.nullable(),
    last_used_on: instant.nullable().meta({ description: "To the hour." }),
    replaced_by: z.string().nullable().meta({ description: "Id of the key it was rotated to." }),
  })
  .meta({ id: "Key" });

export const shownOnce = key
  .extend({ key: z.string().meta({ description: "The key itself. Shown this once; only its SHA-256 is kept." }) })
  .meta({ id: "NewKey" });

export const keyCreate = z
  .strictObject({
    role,
    label: label.optional(),
    applications: z
      .array(z.string())
      .min(1)
      .max(50)
      .nullable()
      .optional()
      .meta({ description: "Left out or null: good for every application, those to come included." }),
    expires_on: instantGiven.nullable().optional(),
  })
  .meta({ id: "KeyCreate" });

export const keyUpdate = z
  .strictObject({
    role: role.exactOptional(),
    label: label.exactOptional(),
    disabled: z.boolean().exactOptional(),
    expires_on: instantGiven.nullable().exactOptional(),
  })
  .meta({ id: "KeyUpdate" });

export function wireKey(of: Key): z.output<typeof key> {
  return {
    id: of.id,
    role: of.role,
    label: of.label,
    applications: of.applications?.map(wireApplication) ?? null,
    disabled: of.disabledMs !== null,
    disabled_on: isoOrNull(of.disabledMs),
    created_on: iso(of.createdMs),
    expires_on: isoOrNull(of.expiresMs),
    last_used_on: isoOrNull(of.lastUsedMs),
    replaced_by: of.replacedBy,
  };
}
