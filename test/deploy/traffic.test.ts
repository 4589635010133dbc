/** Deploys under steady traffic, and what passes the front door: no request is lost, nothing is buffered, nothing is believed. */
import { request } from "node:http";
import { request as httpsRequest } from "node:https";
import { createServer } from "node:net";
import type { TLSSocket } from "node:tls";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEdge } from "../../local/edge.ts";
import { Bench, PUBLIC, says, traffic } from "./fixture.ts";

const FRONT = `
export default { async fetch(request) {
  const url = new URL(request.url);
  if (url.pathname === "/echo") return new Response(request.body);
  if (url.pathname === "/early") return new Response("too large", { status: 413 });
  if (url.pathname === "/socket") {
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    server.addEventListener("message", (event) => server.send("echo " + event.data));
    return new Response(null, { status: 101, webSocket: client });
  }
  if (url.pathname === "/slow") {
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    (async () => {
      for (let n = 0; n < 8; n++) {
        await writer.write(new TextEncoder().encode(n + " "));
        await scheduler.wait(100);
      }
      await writer.close();
    })();
    return new Response(readable);
  }
  return Response.json({ url: request.url, build: BUILD, fields: Object.fromEntries(request.headers) });
} };`;

let bench: Bench;

async function deployFront(build: number): Promise<void> {
  await bench.deployed("front", FRONT.replace("BUILD", String(build)), PUBLIC);
}

async function echoed(
  headers: Record<string, string> = {},
): Promise<{ url: string; build: number; fields: Record<string, string> }> {
  return (await (await fetch(bench.edge.url, { headers })).json()) as Awaited<ReturnType<typeof echoed>>;
}

beforeAll(async () => {
  bench = await Bench.create();
  await bench.start();
  await deployFront(1);
});

afterAll(() => bench.remove());

test("deploys, secrets and deletions under steady traffic lose no request", async () => {
  const load = traffic(bench.edge.url, 8);
  await bench.deployed("other", says("other"));
  await Promise.all([deployFront(2), bench.wrangler(["secret", "put", "S", "--name", "other"], "x")]);
  await bench.wrangler(["delete", "--name", "other"]);
  const seen = await load.stop();
  expect(Object.keys(seen)).toEqual(["200"]);
  expect(seen["200"]).toBeGreaterThan(100);
  expect((await echoed()).build).toBe(2);
});

test("an answer that is under way when a deploy comes is finished first", async () => {
  const slow = fetch(new URL("/slow", bench.edge.url)).then((response) => response.text());
  await pause(100);
  const { url, token, accountId } = bench.edge.api;
  const put = await fetch(`${url}/accounts/${accountId}/workers/scripts/front/secrets`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ name: "A", text: "b", type: "secret_text" }),
  });
  expect(put.status).toBe(200);
  expect(await slow).toBe("0 1 2 3 4 5 6 7 ");
});

test("bodies stream both ways: the first part is back before the second one is sent", async () => {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const parts: string[] = [];
  const out = request(new URL("/echo", bench.edge.url), { method: "POST" }, (response) => {
    response.on("data", (part: Buffer) => {
      parts.push(part.toString());
      if (parts.length === 1) out.end("second");
    });
    response.once("end", () => resolve(parts));
  });
  out.once("error", reject);
  out.write("first");
  expect(await promise).toEqual(["first", "second"]);
});

test("an answer that comes before the body was read stands, whatever its size", async () => {
  for (const size of [3_000_000, 100_000, 1_200_000, 100_000, 3_000_000]) {
    const response = await fetch(new URL("/early", bench.edge.url), { method: "POST", body: new Uint8Array(size) });
    expect(response.status).toBe(413);
    expect(await response.text()).toBe("too large");
  }
});

test("what the edge says about the client cannot be said by the client", async () => {
  const { url, fields } = await echoed({
    "CF-Connecting-IP": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "MF-Original-URL": "https://elsewhere.example/",
    "MF-Route-Override": "edge.stand-in",
  });
  expect(url).toBe(`${bench.edge.url}/`);
  expect(fields).toMatchObject({ "cf-connecting-ip": "127.0.0.1", "x-forwarded-proto": "http" });
  expect(Object.keys(fields).filter((name) => name.startsWith("mf-"))).toEqual([]);
});

test("WebSockets pass", async () => {
  const socket = new WebSocket(new URL("/socket", bench.edge.url.replace("http", "ws")));
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  socket.addEventListener("open", () => socket.send("hello"));
  socket.addEventListener("message", (event) => resolve(event.data));
  socket.addEventListener("error", () => reject(new Error("The WebSocket failed.")));
  expect(await promise).toBe("echo hello");
  socket.close();
});

test("a busy port is one sentence, and the data folder is free again", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  const second = await Bench.create();
  await expect(second.start({ port })).rejects.toThrow(`Port ${port} is in use`);
  other.close();
  await second.start();
  await second.remove();
});

test("--https: the client's scheme and host arrive, and the certificate stays the same", async () => {
  const { dataDir } = bench;
  await bench.stop();
  const edge = await bench.start({ https: true });
  const first = await overTls(edge.url);
  expect(JSON.parse(first.body)).toMatchObject({ url: `${edge.url}/`, fields: { "x-forwarded-proto": "https" } });
  await bench.stop();
  const again = await startEdge({ dataDir, https: true });
  expect((await overTls(again.url)).fingerprint).toBe(first.fingerprint);
  await again.close();
});

function overTls(url: string): Promise<{ body: string; fingerprint: string }> {
  return new Promise((resolve, reject) => {
    const out = httpsRequest(url, { rejectUnauthorized: false, agent: false }, (response) => {
      const socket = response.socket as TLSSocket;
      const { fingerprint256 } = socket.getPeerCertificate();
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.once("end", () => resolve({ body, fingerprint: fingerprint256 }));
    });
    out.once("error", reject);
    out.end();
  });
}
