/** The names that stand in the operator's URLs, and what they look like. */
import * as z from "zod";
import { ACCOUNT_KEY } from "../../contracts/import.ts";

/** `default` names the nameless application, as it does in the version table. */
export const DEFAULT_APPLICATION = "default";

export const PARAMETERS = {
  account: z
    .string()
    .regex(ACCOUNT_KEY, { error: "An account's key is a-z, 0-9 and hyphens, at most 63 characters." })
    .meta({ description: "The account's key.", example: "main" }),
  id: z
    .string()
    .regex(/^[\w-]{1,64}$/, { error: "A key's id is what the list of keys names it by. It is not the key." })
    .meta({ description: "The key's public id." }),
  application: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'Name an application as in its URLs, or "default".' })
    .meta({ description: "As in its URLs; `default` is the nameless one.", example: "default" }),
  policy: z
    .string()
    .regex(/^[\w.-]{1,64}$/, { error: "A policy's name is letters, digits, dots, hyphens and underscores." })
    .meta({ description: "A policy's name in `LIMIT_POLICIES`.", example: "v2.contacts" }),
  version: z
    .string()
    .regex(/^(?:[A-Z][A-Z0-9_]{0,62}_)?V(?:0|[1-9]\d{0,3})$/, {
      error: "Name a version by its binding, such as V2 or ENROLLMENT_V0.",
    })
    .meta({ description: "The version's binding.", example: "V2" }),
  operator: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, {
      error: "An operator's name is a-z, 0-9, dots, hyphens and underscores, at most 63 characters.",
    })
    .meta({ description: "The operator's name in the audit log.", example: "night-shift" }),
} as const;

export type ParameterName = keyof typeof PARAMETERS;
