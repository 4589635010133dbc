/** `resthook_deliveries`: what was sent to which subscriber, and how each try went. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { AttemptRecord, DeliveryQuery, DeliveryRecord } from "../../../contracts/webhooks.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, numberOf } from "../query.ts";
import { EDITORS, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, uuid } from "../wire/schemas.ts";
import { slug } from "./resthooks.ts";

const attempt = z
  .object({
    time: instant,
    status: z.int().nullable().meta({ description: "What the target answered; any 2xx is a success." }),
    error: z
      .enum(["target", "timeout", "unreachable", "form"])
      .nullable()
      .meta({ description: "Why no answer came: the target may not be called, was too slow, or was not there." }),
  })
  .meta({ id: "ResthookAttempt" });

const delivery = z
  .object({
    uuid: uuid.meta({
      description: "The same at every try, as `Milepost-Delivery`: receivers tell repetitions by it.",
    }),
    subscriber: z.int(),
    resthook: slug,
    event: z.enum(["run.started", "run.ended"]),
    status: z
      .enum(["pending", "delivered", "failed", "cancelled"])
      .meta({ description: "failed: given up after about three days. cancelled: the subscriber is gone." }),
    attempts: z.array(attempt).meta({ description: "The oldest first." }),
    next_attempt_on: instant
      .nullable()
      .meta({ description: "Null where there is none, or an earlier delivery of the same run comes first." }),
    created_on: instant,
    finished_on: instant.nullable(),
  })
  .meta({ id: "ResthookDelivery" });

export function wireDelivery(record: DeliveryRecord): z.output<typeof delivery> {
  return {
    uuid: record.uuid,
    subscriber: record.subscriber,
    resthook: record.resthook,
    event: record.kind,
    status: record.state,
    attempts: record.attempts.map(wireAttempt),
    next_attempt_on: record.due === null ? null : wireInstant(record.due),
    created_on: wireInstant(record.createdOn),
    finished_on: record.finishedOn === null ? null : wireInstant(record.finishedOn),
  };
}

function wireAttempt({ beganOn, status, fault }: AttemptRecord): z.output<typeof attempt> {
  return { time: wireInstant(beganOn), status, error: fault };
}

export function planDeliveries(query: Query, page: PageQuery): ListPlan<DeliveryQuery> {
  const subscriber = query.subscriber === undefined ? undefined : numberOf(query.subscriber);
  if (subscriber === null) return { kind: "nothing" };
  return {
    kind: "ask",
    query: {
      ...page,
      ...(query.uuid === undefined ? {} : { uuid: query.uuid }),
      ...(subscriber === undefined ? {} : { subscriber }),
    },
  };
}

export const deliveryRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "resthook_deliveries",
    summary: "Deliveries to subscribers of resthooks, the newest first",
    description: "A finished one can be read for 30 days.",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One delivery." }),
      subscriber: z.string().optional().meta({ description: "Only those to this subscriber, by its id." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(delivery, "ResthookDeliveryPage") },
    work: listing({
      plan: planDeliveries,
      ask: (account, query) => account.deliveries(query),
      vouches: false,
      show: (page) => ({ page, wire: wireDelivery }),
    }),
  },
];
