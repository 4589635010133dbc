/**
 * The OpenAPI 3.1 document of the operator's API, from its route table. Pure. What every operation may refuse follows
 * from the row (a body can be malformed, a path can name what is not there), so that a table need not repeat it.
 */
import type { ZodObject, ZodType } from "zod";
import { createDocument } from "zod-openapi";

type Document = ReturnType<typeof createDocument>;
type Operation = NonNullable<NonNullable<Parameters<typeof createDocument>[0]["paths"]>[string]["get"]>;
type Responses = Operation["responses"];

/** What `router/admin/document.ts` exports as `described`. */
export interface DescribedAdmin {
  readonly title: string;
  readonly description: string;
  readonly release: string;
  readonly routes: readonly DescribedAdminRoute[];
  readonly problem: ZodType;
}

interface DescribedAdminRoute {
  readonly method: string;
  /** As OpenAPI writes it. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: ZodObject;
  readonly query: ZodObject;
  readonly body?: ZodType;
  /** Media types of bodies that are no JSON. */
  readonly stream?: { readonly takes?: string; readonly gives?: string };
  /** Null: no JSON body. */
  readonly answers: Readonly<Record<number, ZodType | null>>;
  readonly also?: readonly number[];
}

export function adminDocumentOf(described: DescribedAdmin): Document {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of described.routes) {
    const item = (paths[route.path] ??= {});
    item[route.method.toLowerCase()] = operationOf(route, described.problem);
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: described.title,
      version: described.release,
      description: described.description,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ Operator: [] }],
    tags: [...new Set(described.routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        Operator: { type: "http", scheme: "bearer", description: "ADMIN_TOKEN, or an operator's own token." },
      },
    },
  });
}

function operationOf(route: DescribedAdminRoute, problem: ZodType): Operation {
  const { id, summary, description, parameters, query, body, stream } = route;
  const named = Object.keys(parameters.shape).length + Object.keys(query.shape).length;
  return {
    operationId: id,
    tags: [tagOf(route)],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(named > 0 ? { requestParams: { path: parameters, query } } : {}),
    ...(body === undefined ? {} : { requestBody: { content: { "application/json": { schema: body } } } }),
    ...(stream?.takes === undefined ? {} : { requestBody: { content: text(stream.takes) } }),
    responses: { ...answersOf(route), ...refusalsOf(route, problem) },
  };
}

/** What an operation is about: the last part of its path that is no parameter and no verb. */
function tagOf({ path }: DescribedAdminRoute): string {
  const [, , first = "index", , of] = path.split("/");
  return (of ?? first).replace(".json", "");
}

const WORKED: Readonly<Record<string, string>> = {
  200: "It worked.",
  201: "It was made.",
  202: "It is written and will hold; not every request meets it yet. There is nothing to repeat.",
  204: "It was done; no body.",
};

function answersOf({ method, answers, stream }: DescribedAdminRoute): Responses {
  const changes = method !== "GET" && stream === undefined;
  const late = changes ? Object.values(answers).map((schema) => ["202", schema] as const) : [];
  return Object.fromEntries(
    [...Object.entries(answers), ...late].map(([status, schema]) => [
      status,
      {
        description: WORKED[status] ?? "",
        ...(schema === null
          ? stream?.gives !== undefined && { content: text(stream.gives) }
          : { content: { "application/json": { schema } } }),
      },
    ]),
  );
}

const REFUSED: Readonly<Record<number, string>> = {
  400: "The request makes no sense. What is wrong is listed, all of it.",
  401: "No operator's token.",
  404: "What the path names is not there.",
  405: "Not with this method; `Allow` has those there are.",
  409: "It is there already, there are as many as there may be, or it is not its turn.",
  413: "The body is too large.",
  415: "The body is not JSON by its Content-Type.",
  429: "This address has sent too many tokens that are no operator's; `Retry-After` says in seconds when to go on.",
  503: "Out of reach at the moment, or administration is off; `Retry-After` says in seconds when to try again.",
  507: "The account is full: nothing can be added to it.",
};

function refusalsOf(route: DescribedAdminRoute, problem: ZodType): Responses {
  const takesBody = route.body !== undefined;
  // 400 everywhere: a query parameter that nobody knows is refused too.
  const statuses = new Set([400, 401, 405, 429, 503, ...(route.also ?? []), ...(takesBody ? [413, 415] : [])]);
  const content = { "application/problem+json": { schema: problem } };
  return Object.fromEntries(
    [...statuses].toSorted((a, b) => a - b).map((status) => [status, { description: REFUSED[status] ?? "", content }]),
  );
}

function text(type: string) {
  return { [type]: { schema: { type: "string" as const } } };
}
