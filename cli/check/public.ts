/** Whether a worker behind the router can be reached past it: then keys, limits and retirement are of no use. Pure. */
import { isObject } from "../../http/object.ts";
import type { WorkerFolder } from "../worker-folders.ts";

/** Sentences; none: nobody reaches it but over bindings. */
export function publicFaults({ file, document }: WorkerFolder): readonly string[] {
  if (document === null) return [`${file} is no TOML: correct it.`];
  const environments = isObject(document["env"]) ? Object.entries(document["env"]) : [];
  return [
    ...openings(document, true).map((fault) => `${file}: ${fault}`),
    ...environments.flatMap(([name, block]) =>
      openings(isObject(block) ? block : {}, false).map((fault) => `${file} [env.${name}]: ${fault}`),
    ),
  ];
}

/** @param top environments inherit these: there only what opens again is a fault, at the top also what is left out */
function openings(block: Readonly<Record<string, unknown>>, top: boolean): readonly string[] {
  const closed = (key: string) => block[key] === false || (!top && block[key] === undefined);
  return [
    ...(["workers_dev", "preview_urls"] as const)
      .filter((key) => !closed(key))
      .map((key) => `write ${key} = false; its worker would be public, past keys, limits and the version table.`),
    ...["route", "routes"]
      .filter((key) => block[key] !== undefined)
      .map((key) => `take ${key} out: only the router is public.`),
  ];
}
