/** `/admin/versions`: the version table as the router has read it, tombstones included. Changed by deploying, not here. */
import * as z from "zod";
import { isoDate } from "../lifecycle/instant.ts";
import { brownoutAt, stageOf, successorOf } from "../lifecycle/stage.ts";
import type { Application, Instant, Version } from "../version/registry.ts";
import { json } from "./outcome.ts";
import { pageSchema } from "./page.ts";
import { DEFAULT_APPLICATION } from "./parameters.ts";
import { route, type Route } from "./route.ts";

const date = z.string().nullable().meta({ description: "A day or an instant, UTC.", example: "2027-03-01" });

const version = z
  .object({
    application: z.string().meta({ description: "`default` is the nameless one." }),
    number: z.int(),
    binding: z.string(),
    bound: z.boolean().meta({ description: "False: what is left is a tombstone." }),
    stage: z.enum(["preview", "current", "deprecated", "retired"]).meta({ description: "Now." }),
    brownout: z.boolean().meta({ description: "Whether one is on now." }),
    default: z.boolean().meta({ description: "Whether the application names it as its default." }),
    deprecated: date,
    sunset: date,
    enforce_sunset: z.boolean(),
    retired: date,
    retired_by: z.string().nullable().meta({ description: "Who retired it, as the table says." }),
    retired_because: z.string().nullable(),
    successor: z.int().nullable().meta({ description: "The next version that is live; null when there is none." }),
    guide: z.string().nullable(),
    brownouts: z.array(z.object({ start: z.string(), end: z.string() })),
    brownout_status: z.union([z.literal(503), z.literal(410)]),
    retained: z.array(z.string()).meta({ example: ["GET /org"] }),
    retained_role: z.string().nullable(),
  })
  .meta({ id: "Version" });

export function wireVersion(application: Application, of: Version, now: Instant): z.output<typeof version> {
  const iso = (instant: Instant | null) => (instant === null ? null : isoDate(instant));
  return {
    application: application.name === "" ? DEFAULT_APPLICATION : application.name,
    number: of.number,
    binding: of.binding,
    bound: of.bound,
    stage: stageOf(of, now),
    brownout: brownoutAt(of, now) !== null,
    default: application.default === of.number,
    deprecated: iso(of.deprecated),
    sunset: iso(of.sunset),
    enforce_sunset: of.enforceSunset,
    retired: iso(of.retired),
    retired_by: of.retiredBy,
    retired_because: of.retiredBecause,
    successor: successorOf(application, of, now)?.number ?? null,
    guide: of.guide,
    brownouts: of.brownouts.map(({ start, end }) => ({ start: isoDate(start), end: isoDate(end) })),
    brownout_status: of.brownoutStatus,
    retained: of.retained.map(({ method, path }) => `${method} ${path}`),
    retained_role: of.retainedRole,
  };
}

export const versionRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/versions",
    id: "get_versions",
    summary: "The version table, as the router has read it",
    answers: { 200: pageSchema(version, "VersionPage") },
    work: ({ told, now }) =>
      json({
        results: [...told.registry.applications.values()].flatMap((application) =>
          application.versions.map((it) => wireVersion(application, it, now)),
        ),
        next: null,
      }),
  }),
];
