/**
 * An OpenAPI 3.1 document from a version's route table. Pure. What every operation may refuse follows from
 * the row (a body can be malformed, a role can be missing), so that a table need not repeat it.
 */
import type { ZodObject, ZodType } from "zod";
import { createDocument } from "zod-openapi";

type Document = ReturnType<typeof createDocument>;
type Operation = NonNullable<NonNullable<Parameters<typeof createDocument>[0]["paths"]>[string]["get"]>;
type Responses = Operation["responses"];

/** What a version's `document.ts` exports as `described`. */
export interface Described {
  readonly title: string;
  readonly description: string;
  readonly version: number;
  readonly release: string;
  /** All of it: its operations are marked. */
  readonly deprecated?: boolean;
  readonly routes: readonly DescribedRoute[];
  /** The bodies of refusals: one sentence, or sentences by field; and the router's, which speaks for every version. */
  readonly refusals: { readonly detail: ZodType; readonly fieldErrors: ZodType; readonly problem: ZodType };
}

export interface DescribedRoute {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path without slash and suffix; "" is the root. */
  readonly endpoint: string;
  readonly summary: string;
  readonly description?: string;
  readonly roles: readonly string[];
  readonly query: ZodObject;
  readonly header?: ZodObject;
  readonly body?: ZodType;
  readonly answers: Readonly<Record<number, ZodType | null>>;
  /** Refusals that differ from what follows from the row: another body, none, or `never` refused so. */
  readonly refuses?: Readonly<Record<number, ZodType | null | "never">>;
  /** In a version that has one: what does the same there, `GET /contacts`, or null; and a sentence that says what to do. */
  readonly successor?: string | null;
  readonly migration?: string;
}

export function documentOf(described: Described): Document {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of described.routes) {
    const item = (paths[`/${route.endpoint}.json`] ??= {});
    item[route.method.toLowerCase()] = operationOf(route, described);
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: described.title,
      version: described.release,
      description: described.description,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `/api/v${described.version}` }],
    security: [{ Token: [] }],
    tags: [...new Set(described.routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        Token: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: "`Token ` and the key. Every refusal of a key is a 403.",
        },
      },
    },
  });
}

function operationOf(route: DescribedRoute, { refusals, deprecated = false }: Described): Operation {
  const { method, endpoint, summary, description, query, header, body, successor, migration } = route;
  const hasQuery = Object.keys(query.shape).length > 0;
  return {
    operationId: `${VERBS[method]}_${endpoint === "" ? "root" : endpoint}`,
    tags: [tagOf(route)],
    summary,
    ...(deprecated && { deprecated }),
    ...(successor !== undefined && { "x-successor-operation": successor }),
    ...(migration !== undefined && { "x-migration": migration }),
    description: [description, rolesOf(route)].filter((it) => it !== undefined).join(" "),
    ...(hasQuery || header !== undefined
      ? { requestParams: { ...(hasQuery && { query }), ...(header !== undefined && { header }) } }
      : {}),
    ...(body === undefined ? {} : { requestBody: { content: { "application/json": { schema: body } } } }),
    responses: { ...answersOf(route), ...refusedBy(route, refusals), ...(deprecated && goneOf(refusals)) },
  };
}

const VERBS = { GET: "get", POST: "post", DELETE: "delete" } as const;

function tagOf({ endpoint }: DescribedRoute): string {
  return endpoint === "" || endpoint === "openapi" ? "api" : endpoint;
}

const ROLES: Readonly<Record<string, string>> = { A: "administrators", E: "editors", S: "surveyors" };

function rolesOf({ roles }: DescribedRoute): string {
  return `For ${roles.map((role) => ROLES[role] ?? role).join(", ")}.`;
}

const WORKED: Readonly<Record<number, string>> = {
  200: "It worked.",
  201: "It was made.",
  204: "It was done; no body.",
};

function answersOf({ answers }: DescribedRoute): Responses {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      { description: WORKED[Number(status)] ?? "", ...(schema === null ? {} : json(schema)) },
    ]),
  );
}

function refusalsOf(route: DescribedRoute, refusals: Described["refusals"]): Responses {
  const { detail, fieldErrors, problem } = refusals;
  const said = json(detail);
  const saidByEither = { content: { ...said.content, "application/problem+json": { schema: problem } } };
  const lookedUp = Object.keys(route.query.shape).length > 0;
  return {
    ...(route.body === undefined
      ? lookedUp && { "400": { description: "The query makes no sense.", ...said } }
      : {
          "400": {
            description: "The query or the body makes no sense. Fields are named, all of them at once.",
            content: { "application/json": { schema: fieldErrors.or(detail) } },
          },
          "413": { description: "The body is larger than 1,000,000 bytes.", ...said },
          "415": { description: "The body is not JSON by its Content-Type.", ...said },
        }),
    "403": { description: "The key is missing or unknown, or its role may not do this.", ...saidByEither },
    ...(lookedUp && { "404": { description: "No such object, or no such cursor.", ...said } }),
    "405": { description: "The endpoint does not take this method; `Allow` has those it takes.", ...said },
    ...(route.header !== undefined && {
      "422": { description: "Another request was sent with this `Idempotency-Key`.", ...said },
    }),
    "429": {
      description: "Too many requests; `Retry-After` says in seconds when to go on.",
      content: { "application/problem+json": { schema: problem } },
    },
    "500": {
      description: "A fault of ours.",
      content: { "text/plain": { schema: { type: "string" } } },
    },
    // Deletions work in a full account too.
    ...(route.method === "POST" && {
      "507": { description: "The account is full: nothing can be added to it.", ...said },
    }),
    "503": {
      description: "Out of reach at the moment; `Retry-After` says in seconds when to try again.",
      ...saidByEither,
    },
  };
}

function refusedBy(route: DescribedRoute, refusals: Described["refusals"]): Responses {
  return Object.fromEntries(
    Object.entries(refusalsOf(route, refusals)).flatMap(([status, response]) => {
      const own = route.refuses?.[Number(status)];
      if (own === "never") return [];
      if (own === undefined || !("description" in response)) return [[status, response]];
      return [[status, { description: response.description, ...(own === null ? {} : json(own)) }]];
    }),
  );
}

/** What the router says when the version, or this operation of it, has been retired. */
function goneOf({ problem }: Described["refusals"]): Responses {
  const content = {
    "application/problem+json": { schema: problem },
    "text/plain": { schema: { type: "string" as const } },
  };
  return { "410": { description: "Retired. The answer names the version to use instead.", content } };
}

function json(schema: ZodType) {
  return { content: { "application/json": { schema } } };
}
