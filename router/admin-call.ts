/** Calls of the router to the admin worker. */
import type { Told } from "./admin/told.ts";
import { logFailure } from "./log.ts";
import type { Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

export function toldOf({ requestId, address }: Visit, registry: Registry, first: boolean): Told {
  return { first, requestId, origin: address.origin, registry };
}

/** Undefined when the worker is not there or threw. A copy: what comes over a binding has fields that cannot be set. */
export async function askAdmin<T extends Response | null>(asked: Promise<T> | undefined): Promise<T | undefined> {
  try {
    const answer = await asked;
    return answer instanceof Response ? (new Response(answer.body, answer) as T) : answer;
  } catch (error) {
    logFailure("admin", error);
    return undefined;
  }
}
