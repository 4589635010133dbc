/**
 * Finds out what a change needs to know. One call each, two for a list of more than 250.
 */
import type { Facts, Need, Wire } from "./change.ts";
import { stringsIn } from "./shapes.ts";
import { isObject } from "../../http/object.ts";
import { Stop, type Upstream } from "./upstream.ts";

/** `selected` finds what the filters of the request find. */
export async function learn(
  need: Need,
  upstream: Upstream,
  selected: () => Promise<readonly string[]>,
): Promise<Facts> {
  switch (need.fact) {
    case "org":
      return { org: await org(upstream) };
    case "completed": {
      const completed = await upstream.completed(need.urns);
      return { completed: Object.fromEntries(need.urns.map((urn, at) => [urn, completed[at] ?? urn])) };
    }
    case "fields": {
      const fields = await upstream.all("/fields.json");
      return { fields: fields.map((field) => ({ key: text(field, "key"), label: text(field, "label") })) };
    }
    case "groups": {
      const groups = await upstream.all("/groups.json");
      return { groups: groups.map((group) => ({ name: text(group, "name") })) };
    }
    case "owners": {
      const { owners } = await upstream.around(need.urns, []);
      return { owners: Array.isArray(owners) ? owners.filter(isObject).map((owner) => text(owner, "uuid")) : [] };
    }
    case "urns": {
      const [contact] = await upstream.pick("contacts", [need.contact]);
      return { urns: stringsIn(contact?.["urns"]) };
    }
    case "named":
      return { named: await upstream.legacy.namedForEvent(upstream.account, need.names) };
    case "received":
      return { received: await upstream.legacy.received(upstream.account, need.ids) };
    case "recipients":
      return { recipients: await upstream.legacy.urnOwners(upstream.account, need.urns) };
    case "channel": {
      const found = await upstream.legacy.page(upstream.account, "channels", { channel: [need.id] }, 1);
      return { channel: found?.items[0]?.ref ?? null };
    }
    case "selected":
      return { selected: await selected() };
  }
}

async function org(upstream: Upstream): Promise<{ anon: boolean }> {
  const answer = await upstream.send({ method: "GET", path: "/org.json", query: {}, body: {}, before: [] });
  if (answer.status !== 200 || !isObject(answer.body)) {
    throw new Stop(Response.json(answer.body, { status: answer.status }));
  }
  return { anon: answer.body["anon"] === true };
}

function text(object: Wire, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}
