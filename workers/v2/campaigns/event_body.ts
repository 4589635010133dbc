/** What is written of a campaign's event, and what of it can be judged without the account. Pure. */
import * as z from "zod";
import type { CampaignEventValues, EventMessage } from "../../../contracts/campaigns.ts";
import { type Body, type FieldsRead, readFields } from "../body.ts";
import type { FieldErrors } from "../refusal.ts";
import { BLANK, LIST_LIMIT, atMost, referenceText, text, tooLong } from "../text.ts";

const MESSAGE_LIMIT = 320;
/** What a database of the original product could hold, so that its clients sent no more. */
const OFFSET_LIMIT = 2_147_483_647;

/** Clients of 2017 and of today both send whole numbers as JSON integers. */
function whole(least: number, most: number) {
  return z
    .int("A valid integer is required.")
    .refine((it) => it >= least, `Ensure this value is greater than or equal to ${least}.`)
    .refine((it) => it <= most, `Ensure this value is less than or equal to ${most}.`)
    .meta({ minimum: least, maximum: most });
}

const sentence = text()
  .refine((it) => it.trim() !== "", BLANK)
  .refine(atMost(MESSAGE_LIMIT), tooLong(MESSAGE_LIMIT))
  .meta({ minLength: 1, maxLength: MESSAGE_LIMIT });

const perLanguage = z
  .record(z.string(), sentence)
  .refine((it) => Object.keys(it).length > 0, BLANK)
  .refine((it) => Object.keys(it).length <= LIST_LIMIT, `Ensure this field has no more than ${LIST_LIMIT} elements.`)
  .meta({ minProperties: 1, maxProperties: LIST_LIMIT });

export const unit = z.enum(["minutes", "hours", "days", "weeks"]);

export const message = z.union([sentence, perLanguage]);

export const eventBody = z
  .object({
    campaign: referenceText
      .exactOptional()
      .meta({ description: "By UUID. Needed for a new event; an event never moves to another campaign." }),
    relative_to: referenceText.meta({ description: "A contact field by its key.", example: "registered" }),
    offset: whole(-OFFSET_LIMIT, OFFSET_LIMIT).meta({ description: "In units; negative: before the date." }),
    unit,
    delivery_hour: whole(-1, 23).meta({ description: "-1: at the hour of the date." }),
    message: message
      .nullable()
      .exactOptional()
      .meta({ description: "One text, or one by language. Either this or `flow`." }),
    flow: referenceText.nullable().exactOptional().meta({ description: "By UUID. Either this or `message`." }),
  })
  .meta({ id: "CampaignEventWrite" });

type Passed = z.output<typeof eventBody>;

const REQUIRED = ["This field is required."];
const EITHER = ["Send either a message or a flow: one of them, and only one."];

export interface EventRead {
  readonly campaign: string | undefined;
  /** Harmless values stand in for those that were refused. */
  readonly set: CampaignEventValues;
  readonly errors: FieldErrors;
  /** The fields that the account has something to say about. */
  readonly askable: readonly string[];
}

/** @param made true for a new event, which must say in which campaign */
export function readEvent(body: Body, made: boolean): EventRead {
  const read = readFields(eventBody, body);
  const errors = errorsOf(read, made);
  const { passed } = read;
  const set: CampaignEventValues = {
    relativeTo: passed.relative_to ?? "-",
    offset: passed.offset ?? 0,
    unit: passed.unit ?? "days",
    deliveryHour: passed.delivery_hour ?? -1,
    action: actionOf(passed),
  };
  const askable = (["campaign", "relative_to", "flow"] as const).filter((it) => passed[it] !== undefined);
  return { campaign: passed.campaign, set, errors, askable };
}

function errorsOf({ passed, errors }: FieldsRead<Passed>, made: boolean): FieldErrors {
  const all: Record<string, readonly string[]> = { ...errors };
  if (made && passed.campaign === undefined) all["campaign"] ??= REQUIRED;
  // Evaluated only when every field passed (contract 0.3).
  if (Object.keys(all).length > 0) return all;
  const given = [passed.message, passed.flow].filter((it) => it !== undefined && it !== null);
  return given.length === 1 ? {} : { non_field_errors: EITHER };
}

function actionOf({ message: said, flow }: Partial<Passed>): CampaignEventValues["action"] {
  if (flow !== undefined && flow !== null) return { flow };
  return { message: (said ?? "-") satisfies EventMessage };
}
