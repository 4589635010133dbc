import { describe, expect, test } from "vitest";
import type { CountedReads } from "../../contracts/counted.ts";
import type { Call } from "./change.ts";
import { Stop, Upstream } from "./upstream.ts";

const nothing = { page: () => Promise.resolve(null) } as unknown as CountedReads;

/** v2 as this worker sees it: a function from requests to answers. */
function upstreamOf(answer: (request: Request) => Response): Upstream {
  const target = {
    fetch: (url: string, init: RequestInit) => new Promise<Response>((done) => done(answer(new Request(url, init)))),
  } as unknown as Fetcher;
  const request = new Request("http://v1/contacts.json", {
    headers: { "X-Request-Id": "r-1", Cookie: "c", "X-Key-Id": "k" },
  });
  return new Upstream({ V2: target, V2_INTERNAL: target, LEGACY: nothing }, request, "main");
}

const READ: Call = { method: "GET", path: "/org.json", query: { urn: ["tel:+1"] }, body: {}, before: [] };

async function stopped(work: Promise<unknown>): Promise<Response> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Stop)) throw new Error("not stopped", { cause: error });
  return error.response;
}

describe("v2's own trouble ends the request", () => {
  test("a binding that throws is a 503 that says nothing of the cause", async () => {
    const upstream = upstreamOf(() => {
      throw new Error("secret");
    });
    const response = await stopped(upstream.send(READ));
    expect([response.status, await response.json()]).toEqual([503, { detail: expect.not.stringContaining("secret") }]);
  });

  test.each([500, 503])("a %i is passed on as it is", async (status) => {
    const response = await stopped(upstreamOf(() => new Response("Sorry.", { status })).send(READ));
    expect([response.status, await response.text()]).toEqual([status, "Sorry."]);
  });

  test("a refusal where objects were asked for is passed on", async () => {
    const upstream = upstreamOf(() => Response.json({ detail: "No." }, { status: 403 }));
    const response = await stopped(upstream.pick("groups", ["u"]));
    expect([response.status, await response.json()]).toEqual([403, { detail: "No." }]);
  });
});

test("the router's fields go on unchanged, the client's do not", async () => {
  const seen: string[] = [];
  const upstream = upstreamOf((request) => {
    for (const name of ["X-Request-Id", "X-Key-Id", "Cookie"]) seen.push(String(request.headers.get(name)));
    return Response.json({});
  });
  await upstream.send(READ);
  expect(seen).toEqual(["r-1", "k", "null"]);
});

test("a query is escaped", async () => {
  const seen: string[] = [];
  const upstream = upstreamOf((request) => {
    seen.push(request.url);
    return Response.json({});
  });
  await upstream.send(READ);
  expect(seen).toEqual(["http://v2/org.json?urn=tel%3A%2B1"]);
});

test("a list is walked by the cursors that v2 gives out, and not for ever", async () => {
  let calls = 0;
  const endless = upstreamOf((request) => {
    const cursor = new URL(request.url).searchParams.get("cursor");
    expect(cursor).toBe(calls === 0 ? null : `c${calls}`);
    calls++;
    return Response.json({
      next: `https://api.example.org/api/v1/fields.json?cursor=c${calls}`,
      results: [{ key: "k" }],
    });
  });
  await endless.walk("/fields.json", {}, (page) => page.length > 0);
  expect(calls).toBe(20);
});
