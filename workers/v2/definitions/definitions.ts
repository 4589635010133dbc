/** `definitions`: flows and campaigns as they are carried to other accounts; one object, no envelope. */
import * as z from "zod";
import type { DefinitionQuery } from "../../../contracts/definitions.ts";
import { refused } from "../answer.ts";
import type { Refusal } from "../refusal.ts";
import { type Asked, EVERYONE, type Route } from "../route.ts";
import { LIST_LIMIT } from "../text.ts";
import { exported, wireDefinitions } from "./wire.ts";

const DEPENDENCIES = ["all", "flows", "none"] as const;

type Planned = { readonly kind: "ask"; readonly query: DefinitionQuery } | Refusal;

/** Clients of 2016 send the older names, with one comma-separated value. */
export function planDefinitions({ query, every }: Pick<Asked, "query" | "every">): Planned {
  const flows = several([...every("flow"), ...every("flow_uuid")]);
  const campaigns = several([...every("campaign"), ...every("campaign_uuid")]);
  if (flows.length + campaigns.length > LIST_LIMIT) {
    return { why: "query", sentence: `At most ${LIST_LIMIT} flows and campaigns at once.` };
  }
  const named = query["dependencies"] ?? "all";
  const dependencies = DEPENDENCIES.find((it) => it === named);
  if (dependencies === undefined) {
    return { why: "query", sentence: "The dependencies parameter is all, flows or none." };
  }
  return { kind: "ask", query: { flows, campaigns, dependencies } };
}

function several(values: readonly string[]): string[] {
  return [...new Set(values.flatMap((value) => value.split(",")).map((value) => value.trim()))].filter(
    (value) => value !== "",
  );
}

const many = (description: string) => z.array(z.string()).optional().meta({ description });

export const definitionRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "definitions",
    summary: "Flows and campaigns, to be carried to another account",
    description: "As far as the account knows a flow: its rulesets with their categories. Unknown ones are left out.",
    roles: EVERYONE,
    query: z.object({
      flow: many("A flow by UUID; may be repeated."),
      campaign: many("A campaign by UUID; may be repeated."),
      flow_uuid: many("The older name of `flow`; also comma-separated."),
      campaign_uuid: many("The older name of `campaign`; also comma-separated."),
      dependencies: z
        .string()
        .optional()
        .meta({
          description: [
            "`none`: only what is named. `flows`: with the flows that the campaigns start.",
            "`all`, which is the default: also with the campaigns that start the flows, and their groups and fields.",
          ].join(" "),
        }),
    }),
    answers: { 200: exported },
    work: {
      kind: "read",
      list: false,
      async read(asked, account) {
        const plan = planDefinitions(asked);
        if ("why" in plan) return refused(plan);
        const found = await account.read((object) => object.definitions(plan.query));
        if (!found.ok) {
          return refused({ why: "query", sentence: "This is more than one answer holds. Name fewer at once." });
        }
        if (found.flows.length + found.campaigns.length === 0) await account.exists();
        return { kind: "json", status: 200, body: wireDefinitions(found, new URL(asked.base).origin) };
      },
    },
  },
];
