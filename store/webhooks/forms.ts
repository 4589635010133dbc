/**
 * How bodies of deliveries are written, by the form that a subscriber chose. A form never changes: its subscribers were
 * promised what they saw first. A form goes when its last subscriber has gone. Pure.
 */
import type { PayloadForm } from "../../contracts/webhooks.ts";

export interface Payload {
  readonly contentType: string;
  readonly body: string;
  /** What the caller says it is. */
  readonly agent: string;
}

type Encoder = (data: Readonly<Record<string, unknown>>) => Payload;

const FORMS: Readonly<Record<PayloadForm, Encoder>> = {
  "flow-fields": (data) => {
    const fields = new URLSearchParams();
    for (const [name, value] of Object.entries(data)) {
      if (value === null) continue;
      fields.set(name, typeof value === "string" ? value : JSON.stringify(value));
    }
    // Receivers of old know their caller by this name.
    return { contentType: "application/x-www-form-urlencoded", body: fields.toString(), agent: "RapidPro" };
  },
};

/** Null for a form that this build does not know: a newer one, since rolled back, let it be chosen. */
export function payload(form: string, data: string): Payload | null {
  const encode = Object.hasOwn(FORMS, form) ? FORMS[form as PayloadForm] : undefined;
  return encode?.(JSON.parse(data) as Readonly<Record<string, unknown>>) ?? null;
}
