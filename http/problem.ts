/**
 * Problem documents (RFC 9457). `detail` is part of every one, so that clients which only know
 * `{"detail": "…"}` understand them too. Extension members stand beside the standard ones.
 */
export interface Problem {
  readonly status: number;
  /** The last part of the problem type's URL, or a whole URL for registered types. */
  readonly type: string;
  readonly title: string;
  /** A sentence about this occurrence that says what to do. Never exception text. */
  readonly detail: string;
  readonly members?: Readonly<Record<string, unknown>>;
}

/** What only the request knows: where our problem pages live, what was asked for, and its id. */
export interface ProblemContext {
  /** Scheme and host as the client spoke them, no slash at the end. */
  readonly origin: string;
  readonly instance: string;
  readonly traceId: string;
}

const PAGES = "/docs/problems/";

/** The document as a plain object, members in the order a reader wants them. */
export function problemDocument(problem: Problem, context: ProblemContext): Record<string, unknown> {
  const type = problem.type.includes("://") ? problem.type : `${context.origin}${PAGES}${problem.type}`;
  return {
    type,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance: context.instance,
    trace_id: context.traceId,
    ...problem.members,
  };
}

/**
 * The answer. `no-store` because 404 and 410 are heuristically cacheable (RFC 9110 15.1) and a cached
 * refusal would outlive its cause. HEAD: same fields, no body. `plain`: its `detail` alone, as text.
 */
export function problemResponse(problem: Problem, context: ProblemContext, method = "GET", plain = false): Response {
  const body = plain ? `${problem.detail}\n` : JSON.stringify(problemDocument(problem, context));
  const type = plain ? "text/plain; charset=utf-8" : "application/problem+json";
  return new Response(method === "HEAD" ? null : body, {
    status: problem.status,
    headers: { "Content-Type": type, "Cache-Control": "no-store" },
  });
}
