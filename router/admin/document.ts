/** What this API's document is made from. The generator finds it here. */
import * as z from "zod";
import { ROUTES } from "./routes.ts";

const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "A sentence that says what to do." }),
    instance: z.string(),
    trace_id: z.string(),
    errors: z
      .array(z.object({ in: z.enum(["path", "query", "body"]), field: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: "Everything that is wrong with the request, at once." }),
  })
  .meta({ id: "Problem", description: "RFC 9457. Each `type` has a page of its own." });

export const described = {
  title: "Milepost administration",
  description: [
    "The operator's API: accounts, keys, pins, limits, exemptions, operators, the audit log, the version table.",
    "Every change takes a `reason`. A body's unknown fields and a query's unknown parameters are refused by name.",
    "Instants are UTC. Follow `next` as it is.",
  ].join(" "),
  release: "1.0.0",
  routes: ROUTES,
  problem,
} as const;
