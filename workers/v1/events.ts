/** How the body of an event names things: what it refers to, by integer or by UUID, and the field by its label. Pure. */
import type { EventNames, Named } from "../../contracts/counted_campaigns.ts";
import type { Wire } from "./change.ts";
import { keyOfLabel } from "./labels.ts";

/** Which attribute is the other's integer twin. */
export const EVENT_TWINS = [
  { twin: "event", uuid: "uuid" },
  { twin: "campaign", uuid: "campaign_uuid" },
  { twin: "flow", uuid: "flow_uuid" },
] as const;

/** All that one question to the store can answer. */
export function eventNames(body: Wire): EventNames {
  const label = body["relative_to"];
  const names = EVENT_TWINS.flatMap(({ twin, uuid }) => {
    const name = nameIn(body[twin], body[uuid]);
    return name === null ? [] : [[twin, name] as const];
  });
  return {
    ...Object.fromEntries(names),
    ...(typeof label === "string" ? { field: { label, key: keyOfLabel(label) } } : {}),
  };
}

function nameIn(id: unknown, uuid: unknown): Named | null {
  if (typeof id === "number") return { id };
  return typeof uuid === "string" ? { uuid } : null;
}
