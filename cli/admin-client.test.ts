/** Whatever the router's administration answers, or does not, becomes one sentence of the right kind. Over real sockets. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { AdminClient, AdminProblem } from "./admin-client.ts";
import { Unreachable } from "./command.ts";

const TOKEN = "a-secret-of-the-operator";
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Answers every request with `listener`. */
async function clientOf(listener: RequestListener, patience = 5_000): Promise<AdminClient> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const signal = new AbortController().signal;
  return new AdminClient({ url: `http://127.0.0.1:${port}`, token: TOKEN, signal, patience });
}

function answering(status: number, body: unknown = "", fields: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, fields).end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

async function caught(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("Nothing was thrown.");
  expect(error.message).not.toContain(TOKEN);
  expect(error.message.split("\n")).toHaveLength(1);
  return error;
}

const problem = (type: string, detail: string, more: object = {}) => ({
  type: `https://x.example/docs/problems/${type}`,
  title: "T",
  status: 0,
  detail,
  ...more,
});

describe("a look that comes to nothing", () => {
  test.each([
    ["401 names the token's variable", answering(401), "refused the token (401): look at MILEPOST_ADMIN_TOKEN"],
    ["403 too", answering(403), "refused the token (403)"],
    ["429 says when to go on", answering(429, "", { "Retry-After": "17" }), "try again in 17 seconds"],
    ["429 without a time", answering(429), "try again in a few minutes"],
    ["500 of something that says nothing", answering(500, "<html>"), "answered with status 500: try again later"],
    [
      "503 in the router's own words",
      answering(503, problem("admin-off", "Administration is off. Set it.")),
      "Administration is off. Set it.",
    ],
    [
      "a dropped connection",
      (request: { socket: { destroy(): void } }) => request.socket.destroy(),
      "cannot be reached at http://127.0.0.1",
    ],
    ["something that is no router", answering(200, "<html>hello</html>"), "is not this project's router"],
    ["an answer of another shape", answering(200, { results: 7 }), "is not this project's router"],
  ] as const)("%s", async (_name, listener, sentence) => {
    const client = await clientOf(listener);
    const error = await caught(client.all("accounts", z.object({ account: z.string() })));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toContain(sentence);
  });

  test("is given up when the router stays silent", async () => {
    const client = await clientOf(() => undefined, 200);
    const error = await caught(client.get("versions", z.unknown()));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toContain("did not answer within 0.2 seconds");
  });

  test("is nobody there", async () => {
    const signal = new AbortController().signal;
    const client = new AdminClient({ url: "http://127.0.0.1:9", token: TOKEN, signal, patience: 5_000 });
    expect(await caught(client.get("versions", z.unknown()))).toBeInstanceOf(Unreachable);
    expect((await caught(client.call("POST", "accounts", { shape: z.unknown(), body: {} }))).message).toContain(
      "cannot be reached",
    );
  });
});

describe("a change whose answer is lost", () => {
  test.each([
    ["by a dropped connection", (request: { socket: { destroy(): void } }) => request.socket.destroy()],
    ["by silence", () => undefined],
    ["behind a 500", answering(500)],
    ["behind a 504 of a proxy", answering(504, "<html>")],
  ] as const)("%s may have been made: it never passes for nothing changed", async (_name, listener) => {
    const client = await clientOf(listener, 300);
    const error = await caught(client.change("POST", "accounts", { shape: z.unknown(), body: { account: "x" } }));
    expect(error).not.toBeInstanceOf(Unreachable);
    expect(error.message).toContain("may have been done all the same");
  });
});

test("what is refused is in the router's words, each fault by its field", async () => {
  const errors = [
    { in: "body", field: "role", detail: "Give A, E or S." },
    { in: "body", field: "expires_on", detail: "This is over." },
  ];
  const listed = await clientOf(answering(400, problem("request-invalid", "Correct what is listed.", { errors })));
  const error = await caught(listed.change("POST", "accounts/x/keys", { shape: z.unknown(), body: {} }));
  expect(error).toBeInstanceOf(AdminProblem);
  expect(error.message).toBe("role: Give A, E or S. expires_on: This is over.");
  const plain = await clientOf(answering(404, problem("account-unknown", 'There is no account "x".')));
  expect((await caught(plain.get("accounts/x", z.unknown()))).message).toBe('There is no account "x".');
  const mute = await clientOf(answering(404));
  expect((await caught(mute.get("accounts/x", z.unknown()))).message).toContain("status 404");
});

test("a redirect is not followed: the token stays where it was sent", async () => {
  const client = await clientOf(answering(302, "", { Location: "http://127.0.0.1:9/elsewhere" }));
  expect((await caught(client.get("versions", z.unknown()))).message).toContain("status 302");
});

test("a change says whether every request meets it by now; one without a body is one too", async () => {
  const late = await clientOf(answering(202, { id: "k" }));
  const shape = z.object({ id: z.string() });
  expect(await late.change("POST", "x", { shape, body: {} })).toEqual({ value: { id: "k" }, inEffect: false });
  const empty = await clientOf(answering(204));
  expect(await empty.change("DELETE", "x", { shape: z.null() })).toEqual({ value: null, inEffect: true });
});

test("a list is followed to its end by its parameters, on the host that we were given", async () => {
  const asked: (string | undefined)[] = [];
  const client = await clientOf((request, response) => {
    asked.push(request.url);
    const next = asked.length < 3 ? `https://public.example/admin/list?limit=2&after=${asked.length}` : null;
    response.end(JSON.stringify({ results: [asked.length], next }));
  });
  expect(await client.all("list", z.number(), { limit: 2 })).toEqual({ results: [1, 2, 3], complete: true });
  expect(asked).toEqual(["/admin/list?limit=2", "/admin/list?limit=2&after=1", "/admin/list?limit=2&after=2"]);
  asked.splice(0);
  expect(await client.all("list", z.number(), { limit: 2 }, 2)).toEqual({ results: [1, 2], complete: false });
});

test("the token is sent, and a body is JSON", async () => {
  const seen: unknown[] = [];
  const client = await clientOf((request, response) => {
    const { method, url, headers } = request;
    seen.push([method, url, headers.authorization, headers["content-type"]]);
    response.end("{}");
  });
  await client.change("PATCH", "accounts/x", {
    shape: z.unknown(),
    query: { reason: "so & so", gone: undefined },
    body: {},
  });
  expect(seen).toEqual([["PATCH", "/admin/accounts/x?reason=so+%26+so", `Bearer ${TOKEN}`, "application/json"]]);
});
