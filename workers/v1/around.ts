/**
 * All that the writer of a contact or of a message may have to know of the account, learnt at once: one after the other
 * these facts would be up to five calls, because some are about what others tell.
 */
import { isObject } from "../../http/object.ts";
import type { Wire } from "./change.ts";
import { stringsIn } from "./shapes.ts";
import { telephone } from "./urns.ts";

export interface AroundNames {
  /** As the client wrote them. */
  readonly urns: readonly string[];
  readonly groups: readonly string[];
  readonly channel?: number;
}

export interface Around {
  /** Whether the account hides its URNs. */
  readonly anon: boolean;
  /** By the URN as the client wrote it: its normal form, with the account's country where a number had none. */
  readonly normal: ReadonlyMap<string, string>;
  /** Whether a contact may have them, each of them. */
  readonly valid: boolean;
  /** Each contact once that has one of the URNs, with all of its own. Also where URNs are hidden: that is not to be told. */
  readonly owners: readonly { readonly uuid: string; readonly urns: readonly string[] }[];
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  /** The names that groups have, of those in the body. */
  readonly groups: readonly string[];
  /** The UUID of the channel with the body's number; null: there is none. */
  readonly channel: string | null;
}

/** v2 looks up as many of each. What names more is refused whatever the others are. */
const MOST = 1_000;

/** @param body a client's, well-formed; what it does not name is not looked up */
export function namesIn({ urns, urn, phone, groups, channel }: Wire): AroundNames {
  const named = [...stringsIn(urns), ...stringsIn(urn), ...stringsIn(phone).map(telephone)];
  return {
    urns: [...new Set(named)].slice(0, MOST),
    groups: stringsIn(groups).slice(0, MOST),
    ...(Number.isSafeInteger(channel) ? { channel: Number(channel) } : {}),
  };
}

/** @param told v2's answer about these names */
export function aroundOf({ urns }: AroundNames, told: Wire): Around {
  const normal = stringsIn(told["urns"]);
  const { channel } = told;
  return {
    anon: told["anon"] === true,
    normal: new Map(urns.map((urn, at) => [urn, normal[at] ?? urn])),
    valid: told["valid"] === true,
    owners: objectsIn(told["owners"]).map((owner) => ({ uuid: String(owner["uuid"]), urns: stringsIn(owner["urns"]) })),
    fields: objectsIn(told["fields"]).map(({ key, label }) => ({ key: String(key), label: String(label) })),
    groups: stringsIn(told["groups"]),
    channel: typeof channel === "string" ? channel : null,
  };
}

function objectsIn(value: unknown): readonly Wire[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
