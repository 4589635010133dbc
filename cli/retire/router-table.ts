/** The table as a build of the router was uploaded with it, and as it is here: what both call the same is compared. Pure. */
import { parse } from "@decimalturn/toml-patch";
import { isObject } from "../../http/object.ts";
import type { BuildBinding } from "../platform/worker.ts";
import type { Named } from "../plan/seen.ts";

/** Services and vars; secrets and objects are no part of the table. */
export function tableOfBuild(bindings: readonly BuildBinding[]): readonly Named[] {
  return bindings.flatMap((it): Named[] => {
    if (it.type === "service") return [{ name: it.name, value: canonical({ service: it.service }) }];
    if (it.type === "plain_text") return [{ name: it.name, value: canonical(it.text) }];
    return it.type === "json" ? [{ name: it.name, value: canonical(it.json) }] : [];
  });
}

/** @param text of the root `wrangler.toml`, which parses */
export function tableOfText(text: string, environment: string | null): readonly Named[] {
  const document: unknown = parse(text);
  const environments = isObject(document) && isObject(document["env"]) ? document["env"] : {};
  const place = environment === null ? document : environments[environment];
  if (!isObject(place)) return [];
  const services = Array.isArray(place["services"]) ? place["services"].filter(isObject) : [];
  const vars = isObject(place["vars"]) ? Object.entries(place["vars"]) : [];
  return [
    ...services.map((it) => ({ name: String(it["binding"]), value: canonical({ service: it["service"] }) })),
    ...vars.map(([name, value]) => ({ name, value: canonical(value) })),
  ];
}

/** Equal for equal values, whatever the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, it: unknown) =>
    isObject(it) ? Object.fromEntries(Object.entries(it).toSorted(([a], [b]) => (a < b ? -1 : 1))) : it,
  );
}
