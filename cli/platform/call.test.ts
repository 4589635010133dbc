/** Cloudflare's ways of not answering, from a server on loopback: each is one sentence, and only GETs are tried again. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Access, callPlatform, type Patience, PlatformFault } from "./call.ts";
import { exists, referencesTo, remove, trafficOf } from "./worker.ts";

const PATIENCE: Patience = { answer: 200, again: [1, 1], longest: 1_500 };
const TOKEN = "a-very-secret-token";

let server: Server | null = null;
let asked: string[] = [];

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

async function platform(answer: Answer): Promise<Access> {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response, asked.length);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, token: TOKEN, accountId: "acc" };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

const fault = (code: number, message: string) => ({ success: false, errors: [{ code, message }], result: null });

async function failure(access: Access, method: "GET" | "DELETE" = "GET"): Promise<PlatformFault> {
  const error = await callPlatform(access, { method, path: "scripts/one" }, PATIENCE).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlatformFault)) throw new Error("It did not fail as it should.", { cause: error });
  expect(error.message).not.toContain(TOKEN);
  expect(error.message.split("\n")).toHaveLength(1);
  return error;
}

test.each([401, 403])("%i says what to check, and is asked once", async (status) => {
  const error = await failure(
    await platform((_, response) => send(response, status, fault(10_000, "Authentication error"))),
  );
  expect(error.kind).toBe("refused");
  expect(error.message).toMatch(/CLOUDFLARE_API_TOKEN.*CLOUDFLARE_ACCOUNT_ID.*Authentication error \[10000\]/);
  expect(asked).toHaveLength(1);
});

test("429 with a short wait is waited for", async () => {
  const access = await platform((_, response, count) =>
    count === 1
      ? send(response, 429, fault(971, "slow"), { "Retry-After": "1" })
      : send(response, 200, { result: "now" }),
  );
  const begun = performance.now();
  expect(await callPlatform(access, { method: "GET", path: "x" }, PATIENCE)).toBe("now");
  expect(performance.now() - begun).toBeGreaterThan(900);
});

test("429 with a long wait is the operator's to wait for", async () => {
  const error = await failure(
    await platform((_, response) => send(response, 429, fault(971, "slow"), { "Retry-After": "90" })),
  );
  expect(error.message).toContain("run the same command again in 90 s");
  expect(asked).toHaveLength(1);
});

test("500 is tried three times when nothing can change by it", async () => {
  const access = await platform((_, response, count) =>
    count < 3 ? send(response, 500, null) : send(response, 200, { result: 1 }),
  );
  expect(await callPlatform(access, { method: "GET", path: "x" }, PATIENCE)).toBe(1);
  const error = await failure(await platform((_, response) => send(response, 502, null)));
  expect([error.kind, asked.length]).toEqual(["failed", 3]);
  expect(error.message).toContain("nothing was changed by it");
});

test("no answer in time, and a connection that breaks, are told as what they are", async () => {
  const late = await failure(await platform(() => undefined));
  expect(late.message).toContain("had no answer within 0.2 s");
  const broken = await failure(await platform((request) => request.socket.destroy()));
  expect([broken.kind, asked.length]).toEqual(["unreachable", 3]);
  expect(broken.message).toContain("lost its connection to 127.0.0.1");
});

test("a change is never sent twice, and may have been made when its answer is lost", async () => {
  const error = await failure(await platform((request) => request.socket.destroy()), "DELETE");
  expect(asked).toEqual(["DELETE /accounts/acc/workers/scripts/one"]);
  expect(error.message).toContain("it may or may not have been done");
});

test("an answer of something else is no answer", async () => {
  const html = await failure(await platform((_, response) => response.end("<html>")));
  expect(html.message).toContain("CLOUDFLARE_API_BASE_URL");
  const access = await platform((_, response) => send(response, 200, { result: { deployments: "none" } }));
  await expect(trafficOf(access, "one")).rejects.toThrow(/has not the shape it had/);
});

test("a worker that is not there is no fault", async () => {
  const access = await platform((_, response) => send(response, 404, fault(10_090, "no such service")));
  expect(await exists(access, "one")).toBe(false);
  expect(await trafficOf(access, "one")).toBe(null);
  expect(await remove(access, "one")).toBe("gone");
});

test("deleting asks the platform to refuse when somebody refers to it", async () => {
  const access = await platform((_, response) => send(response, 400, fault(10_064, "still in use")));
  await expect(remove(access, "o ne")).rejects.toThrow(/still in use \[10064\]/);
  expect(asked).toEqual(["DELETE /accounts/acc/workers/services/o%20ne?force=false"]);
});

test("everybody who refers to a worker is found, but itself", async () => {
  const references = {
    services: { incoming: [{ service: "router", name: "V3" }], pages_function: true },
    durable_objects: [
      { service: "reader", durable_object_namespace_name: "Ledger" },
      { service: "one", durable_object_namespace_name: "Ledger" },
    ],
    dispatch_outbounds: [{ namespace: "customers" }],
  };
  const access = await platform((request, response) =>
    send(response, 200, {
      result: request.url?.includes("by-consumer") === true ? [{ producer: { service: "talker" } }] : references,
    }),
  );
  expect(await referencesTo(access, "one")).toEqual([
    { from: "router", as: "service", binding: "V3" },
    { from: "reader", as: "durable object", binding: "Ledger" },
    { from: "customers", as: "dispatch outbound", binding: null },
    { from: "talker", as: "tail", binding: null },
    { from: "a Pages project", as: "pages function", binding: null },
  ]);
});

test("without the right to ask who refers to it, nothing is taken for a yes", async () => {
  const access = await platform((_, response) => send(response, 403, fault(10_000, "Authentication error")));
  await expect(referencesTo(access, "one")).rejects.toThrow(PlatformFault);
});

test("an interruption ends the wait", async () => {
  const stop = new AbortController();
  const access = { ...(await platform(() => stop.abort())), signal: stop.signal };
  await expect(callPlatform(access, { method: "GET", path: "x" }, PATIENCE)).rejects.toThrow("Interrupted.");
});
