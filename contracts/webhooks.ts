/** Resthooks, who subscribed to them, what happened, and what was sent to whom: reads and commands of an account. */
import type { Page, PageQuery } from "./account.ts";
import type { Micros } from "./records.ts";

/**
 * How the body of a delivery is written. Whoever subscribes chooses it for good: a form never changes, a new need gets a
 * new form.
 * - flow-fields: form-encoded, lists as JSON text, null left out
 */
export type PayloadForm = "flow-fields";

export interface ResthookRecord {
  readonly id: number;
  /** The slug. */
  readonly resthook: string;
  readonly createdOn: Micros;
  readonly modifiedOn: Micros;
}

export interface SubscriberRecord {
  readonly id: number;
  readonly resthook: string;
  readonly targetUrl: string;
  readonly createdOn: Micros;
}

export interface ResthookEventRecord {
  readonly id: number;
  readonly resthook: string;
  /** JSON. */
  readonly data: string;
  readonly createdOn: Micros;
}

export type DeliveryKind = "run.started" | "run.ended";
/** cancelled: its subscriber is gone. failed: the last try failed. */
export type DeliveryState = "pending" | "delivered" | "failed" | "cancelled";
/**
 * Why no answer came: the target is not one that may be called · nobody answered in time · no connection, or it broke off
 * · this build does not know the subscriber's form.
 */
export type DeliveryFault = "target" | "timeout" | "unreachable" | "form";

export interface AttemptRecord {
  readonly beganOn: Micros;
  readonly status: number | null;
  readonly fault: DeliveryFault | null;
}

export interface DeliveryRecord {
  readonly id: number;
  readonly uuid: string;
  readonly subscriber: number;
  readonly resthook: string;
  readonly kind: DeliveryKind;
  readonly state: DeliveryState;
  /** Oldest first. */
  readonly attempts: readonly AttemptRecord[];
  /** The next try; null where there is none, or where an earlier delivery of the same run comes first. */
  readonly due: Micros | null;
  readonly createdOn: Micros;
  readonly finishedOn: Micros | null;
}

/** Sorted by (modifiedOn, id), both descending. */
export type ResthookQuery = PageQuery;

/** Sorted by (createdOn, id), both descending. */
export interface SubscriberQuery extends PageQuery {
  readonly id?: number;
  /** The slug. */
  readonly resthook?: string;
}

/** Sorted by (createdOn, id), both descending. */
export interface ResthookEventQuery extends PageQuery {
  readonly resthook?: string;
}

/** Sorted by (createdOn, id), both descending. */
export interface DeliveryQuery extends PageQuery {
  readonly uuid?: string;
  readonly subscriber?: number;
}

export type WebhookCommand =
  | {
      readonly do: "subscriber.create";
      readonly resthook: string;
      readonly targetUrl: string;
      readonly form: PayloadForm;
    }
  | { readonly do: "subscriber.delete"; readonly id: number };

/** `secret` is told here and nowhere else. */
export interface SubscriberWritten {
  readonly kind: "subscriber";
  readonly created: true;
  readonly subscriber: SubscriberRecord;
  readonly secret: string;
}

export interface WebhookReads {
  resthooks(query: ResthookQuery): Promise<Page<ResthookRecord>>;
  resthookSubscribers(query: SubscriberQuery): Promise<Page<SubscriberRecord>>;
  resthookEvents(query: ResthookEventQuery): Promise<Page<ResthookEventRecord>>;
  deliveries(query: DeliveryQuery): Promise<Page<DeliveryRecord>>;
}
