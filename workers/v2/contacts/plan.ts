/** What requests to `contacts` ask for, decided from the request alone. Pure. */
import type { ContactQuery, ContactTarget, PageQuery } from "../../../contracts/account.ts";
import type { Body } from "../body.ts";
import type { ListPlan } from "../listing.ts";
import { type Query, isTrue, sent } from "../query.ts";
import type { Refusal } from "../refusal.ts";
import { readRange } from "../range.ts";
import type { Plan } from "../route.ts";
import { normalUrn, validUrn } from "../urn/urn.ts";
import { readContact } from "./body.ts";

const BAD_URN: Refusal = { why: "query", sentence: "The urn parameter is not a URN, such as tel:+250788123123." };

export function planContacts(query: Query, page: PageQuery): ListPlan<ContactQuery> {
  const urn = query.urn === undefined ? undefined : normalUrn(query.urn);
  if (urn === null) return { kind: "refused", refusal: BAD_URN };
  const range = readRange(query);
  if (range === null) return { kind: "nothing" };
  const { uuid, group } = query;
  return {
    kind: "ask",
    query: {
      ...page,
      ...(uuid === undefined ? {} : { uuid }),
      ...(urn === undefined ? {} : { urn }),
      ...(group === undefined ? {} : { group }),
      ...(isTrue(query.deleted) ? { deleted: true } : {}),
      ...range,
    },
  };
}

type Target =
  | { readonly kind: "none" }
  | { readonly kind: "contact"; readonly target: ContactTarget }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** @param normal how a URN is read: strictly where the contact may have to be made with it */
function targetOf(query: Query, normal: (text: string) => string | null): Target {
  if (sent(query, ["uuid", "urn"]).length > 1) {
    return { kind: "refused", refusal: { why: "query", sentence: "Name the contact by uuid or by urn, not by both." } };
  }
  if (query.uuid !== undefined) return { kind: "contact", target: { uuid: query.uuid } };
  if (query.urn === undefined) return { kind: "none" };
  const urn = normal(query.urn);
  return urn === null ? { kind: "refused", refusal: BAD_URN } : { kind: "contact", target: { urn } };
}

export function planContactWrite(query: Query, body: Body): Plan {
  const found = targetOf(query, validUrn);
  if (found.kind === "refused") return found;
  const read = readContact(body);
  const byUrn = found.kind === "contact" && "urn" in found.target;
  const { urns: _kept, ...rest } = read.set;
  const set = byUrn ? rest : read.set;
  const errors =
    byUrn && Object.hasOwn(body, "urns")
      ? { ...read.errors, urns: ["A contact that is named by a URN keeps its URNs. Name it by uuid to change them."] }
      : read.errors;
  const command =
    found.kind === "none"
      ? ({ do: "contact.create", set } as const)
      : ({ do: "contact.update", target: found.target, set } as const);
  return Object.keys(errors).length === 0 ? { kind: "command", command } : { kind: "invalid", errors, probe: command };
}

export function planContactDelete(query: Query): Plan {
  const found = targetOf(query, normalUrn);
  switch (found.kind) {
    case "refused":
      return found;
    case "none":
      return {
        kind: "refused",
        refusal: { why: "query", sentence: "Say which contact to delete: ?uuid=… or ?urn=…" },
      };
    case "contact":
      return { kind: "command", command: { do: "contact.delete", target: found.target } };
  }
}
