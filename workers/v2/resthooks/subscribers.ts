/** `resthook_subscribers`: who is sent the events of a resthook, and with which secret they are signed. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { SubscriberQuery, SubscriberRecord } from "../../../contracts/webhooks.ts";
import { type Body, allPassed, readFields } from "../body.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, numberOf } from "../query.ts";
import { EDITORS, type Plan, type Route } from "../route.ts";
import { referenceText, text } from "../text.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant } from "../wire/schemas.ts";
import { slug } from "./resthooks.ts";

const attributes = { id: z.int(), resthook: slug, target_url: z.string(), created_on: instant };

const subscriber = z.object(attributes).meta({ id: "ResthookSubscriber" });

const made = z
  .object({
    ...attributes,
    secret: z.string().meta({ description: "Signs every delivery. Told here and nowhere else." }),
  })
  .meta({ id: "ResthookSubscriberMade" });

export function wireSubscriber(record: SubscriberRecord): z.output<typeof subscriber> {
  return {
    id: record.id,
    resthook: record.resthook,
    target_url: record.targetUrl,
    created_on: wireInstant(record.createdOn),
  };
}

export function wireMadeSubscriber(record: SubscriberRecord, secret: string): z.output<typeof made> {
  return { ...wireSubscriber(record), secret };
}

const body = z
  .object({
    resthook: referenceText,
    target_url: text().meta({ format: "uri", description: "http or https, and reachable from the internet." }),
  })
  .meta({ id: "ResthookSubscriberWrite" });

export function planSubscribers(query: Query, page: PageQuery): ListPlan<SubscriberQuery> {
  const id = query.id === undefined ? undefined : numberOf(query.id);
  if (id === null) return { kind: "nothing" };
  const { resthook } = query;
  return {
    kind: "ask",
    query: { ...page, ...(id === undefined ? {} : { id }), ...(resthook === undefined ? {} : { resthook }) },
  };
}

/** What subscribers of this version are sent, for as long as they stay. */
const FORM = "flow-fields";

const NAMES = { targetUrl: "target_url" };

export function planSubscribe(_query: Query, sentBody: Body): Plan {
  const read = readFields(body, sentBody);
  if (allPassed(read)) {
    const { resthook, target_url: targetUrl } = read.passed;
    return { kind: "command", command: { do: "subscriber.create", resthook, targetUrl, form: FORM }, names: NAMES };
  }
  const { resthook, target_url: targetUrl } = read.passed;
  // The harmless value for the other one is one that is always refused: nothing is applied, and its complaint is ours.
  if (resthook === undefined && targetUrl === undefined) return { kind: "invalid", errors: read.errors, probe: null };
  const probe = { do: "subscriber.create", resthook: resthook ?? "", targetUrl: targetUrl ?? "", form: FORM } as const;
  return { kind: "invalid", errors: read.errors, probe, names: NAMES };
}

export function planUnsubscribe({ id }: Query): Plan {
  if (id === undefined) {
    return { kind: "refused", refusal: { why: "query", sentence: "Say which subscriber to delete: ?id=…" } };
  }
  const number = numberOf(id);
  return number === null
    ? { kind: "refused", refusal: { why: "missing" } }
    : { kind: "command", command: { do: "subscriber.delete", id: number } };
}

export const subscriberRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "resthook_subscribers",
    summary: "Subscribers of resthooks, the newest first",
    roles: EDITORS,
    query: z.object({
      id: z.string().optional().meta({ description: "One subscriber." }),
      resthook: z.string().optional().meta({ description: "Only those of this resthook." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(subscriber, "ResthookSubscriberPage") },
    work: listing({
      plan: planSubscribers,
      ask: (account, query) => account.resthookSubscribers(query),
      vouches: false,
      show: (page) => ({ page, wire: wireSubscriber }),
    }),
  },
  {
    method: "POST",
    endpoint: "resthook_subscribers",
    summary: "Subscribe a URL to a resthook",
    description: "It is sent a POST for each event, in the form of this version for as long as it is subscribed.",
    roles: EDITORS,
    query: z.object({}),
    body,
    answers: { 201: made },
    work: { kind: "write", plan: planSubscribe },
  },
  {
    method: "DELETE",
    endpoint: "resthook_subscribers",
    summary: "Unsubscribe",
    description: "What has not reached it by then is cancelled.",
    roles: EDITORS,
    query: z.object({ id: z.string().meta({ description: "The subscriber to delete." }) }),
    answers: { 204: null },
    work: { kind: "write", plan: planUnsubscribe },
  },
];
