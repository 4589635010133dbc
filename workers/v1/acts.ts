/** Acts of the store's legacy module: in whose name they are done, and their outcome as an answer. Pure. */
import type { Actor } from "../../contracts/account.ts";
import type { CountedItem } from "../../contracts/counted.ts";
import type { Acted, CountedFailure } from "../../contracts/counted_flows.ts";
import { FORWARDED } from "../../contracts/headers.ts";
import type { ActCall, Answer, Wire } from "./change.ts";
import { detail, faults } from "./refusals.ts";

/** As v2 has it for its own writes. */
export function actorOf(fields: Headers, reason: string): Actor {
  const field = (name: string): string => fields.get(name) ?? "";
  return {
    key: field(FORWARDED.key),
    version: field(FORWARDED.version),
    requestId: field(FORWARDED.requestId),
    reason,
  };
}

/** Of what goes into the event log: as v2 takes it for its own writes. Null: it can go there. */
export function reasonRefused(reason: string): Answer | null {
  if (Array.from(reason).length > REASON_LIMIT) {
    return detail(400, `The reason has more than ${REASON_LIMIT} characters. Say it in fewer.`);
  }
  return reason.includes("\0") ? detail(400, "The reason has a null character in it. Leave it out.") : null;
}

const REASON_LIMIT = 255;

/** @param objects in v2's form; one that went away since is not among them */
export function answerOf(shows: ActCall["shows"], made: readonly CountedItem[], objects: readonly Wire[]): Answer {
  if (shows === null) return { status: 204, body: null };
  if (shows.as === "one") return { status: 201, body: objects[0] ?? null, items: made };
  const byRef = new Map(made.map((item) => [item.ref, item]));
  const items = objects.map(({ id }) => byRef.get(String(id))).filter((item) => item !== undefined);
  return { status: 201, body: objects, items };
}

/** As v2 says it of its own writes. */
const NOBODY = "There is no account behind this key. Check the key.";
const FULL =
  "This account is full: nothing can be added to it. What it has can be read and deleted; ask its operator for another.";

export function refusalOf(acted: Extract<Acted, { ok: false }>): Answer {
  switch (acted.why) {
    case "no-account":
      return detail(403, NOBODY);
    case "full":
      return detail(507, FULL);
    case "invalid": {
      const found: Record<string, readonly string[]> = {};
      for (const failure of acted.failures) found[failure.field] = [...(found[failure.field] ?? []), sentence(failure)];
      return faults(found);
    }
  }
}

/** A failure's value is the client's own, and short: names and identifiers. */
function sentence({ code, value = "" }: CountedFailure): string {
  switch (code) {
    case "unknown":
      return `There is no such object: ${value}`;
    case "taken":
      return `Something else has this already: ${value}`;
    case "archived":
      return `This flow is archived and starts no more: ${value}`;
    case "anonymous":
      return `This account is anonymous: name its contacts by UUID, not by number: ${value}`;
    case "suspended":
      return "This account is suspended and sends nothing. Ask its operator why.";
    case "many":
      return `These are more than are done at once: name at most ${value}.`;
    case "none":
      return "Nobody was started: those that were named are blocked or stopped, or have been in the flow before.";
    case "number":
      return `Not a telephone number: ${value}`;
    case "ended":
      return "This run has ended and takes no more steps.";
    case "dynamic":
    case "fixed":
    case "form":
    case "inactive":
    case "limit":
    case "outgoing":
    case "place":
    case "unreachable":
      return `This cannot be used here: ${value}`;
  }
}
