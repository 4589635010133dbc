/** Groups and labels: things with a name and nothing else to set. They are listed, made, renamed and deleted alike. */
import * as z from "zod";
import type { PageQuery } from "../../contracts/account.ts";
import { type Body, allPassed, readFields } from "./body.ts";
import type { ListPlan } from "./listing.ts";
import { cursorParameter } from "./page.ts";
import { type Query, sent } from "./query.ts";
import type { Plan } from "./route.ts";
import { objectName } from "./text.ts";

type Kind = "group" | "label";

interface NamedQuery extends PageQuery {
  readonly uuid?: string;
  readonly name?: string;
}

const shape = z.object({ name: objectName });

/** @param id what the document calls it */
export function namedBody(id: string): z.ZodObject {
  return shape.meta({ id });
}

export function namedFilters(kind: Kind): z.ZodObject {
  return z.object({
    uuid: z
      .string()
      .optional()
      .meta({ description: `One ${kind}. Not together with \`name\`.` }),
    name: z.string().optional().meta({ description: "The exact name, in any case." }),
    cursor: cursorParameter,
  });
}

export function planNamed(query: Query, page: PageQuery): ListPlan<NamedQuery> {
  if (sent(query, ["uuid", "name"]).length > 1) {
    return { kind: "refused", refusal: { why: "query", sentence: "Filter by uuid or by name, not by both." } };
  }
  const { uuid, name } = query;
  return {
    kind: "ask",
    query: { ...page, ...(uuid === undefined ? {} : { uuid }), ...(name === undefined ? {} : { name }) },
  };
}

export function planNamedWrite(kind: Kind) {
  return ({ uuid }: Query, body: Body): Plan => {
    const read = readFields(shape, body);
    if (allPassed(read)) {
      const { name } = read.passed;
      const command =
        uuid === undefined
          ? ({ do: `${kind}.create`, name } as const)
          : ({ do: `${kind}.update`, uuid, name } as const);
      return { kind: "command", command };
    }
    // The name is all there is to check of a new one; of another it matters whether it is there.
    const probe = uuid === undefined ? null : ({ do: `${kind}.update`, uuid, name: "-" } as const);
    return { kind: "invalid", errors: read.errors, probe };
  };
}

export function planNamedDelete(kind: Kind) {
  return ({ uuid }: Query): Plan =>
    uuid === undefined
      ? { kind: "refused", refusal: { why: "query", sentence: `Say which ${kind} to delete: ?uuid=…` } }
      : { kind: "command", command: { do: `${kind}.delete`, uuid } };
}
