/** Looking at a router that changes while it is looked at, from a server on loopback. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { expectAnswers } from "./answers.ts";

/** Milliseconds. */
const SHORT = { all: 60, between: 1 };
/** Where what is seen comes right in the end: a busy machine must not end it before. */
const AMPLE = { all: 20_000, between: 1 };

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Seen {
  readonly status: number;
  readonly stage: string;
  readonly healthy: boolean;
}

/** `seen`: by the number of the look, from 1. Answers how often was looked. */
async function look(
  seen: (look: number) => Seen,
  wanted: "retired" | "live",
  slow = 0,
  patience = SHORT,
): Promise<number> {
  let looks = 0;
  server = createServer((request, response) => {
    if (request.url?.startsWith("/api/v3/") === true) looks += 1;
    const { status, stage, healthy } = seen(Math.max(looks, 1));
    const checks = [{ application: null, version: 4, status: healthy ? "pass" : "fail" }];
    const body = request.url === "/api" ? { versions: [{ version: 3, stage }] } : { checks };
    setTimeout(() => {
      response.writeHead(request.url?.startsWith("/api/v3/") === true ? status : 200);
      response.end(JSON.stringify(body));
    }, slow);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  const url = `http://127.0.0.1:${port}`;
  await expectAnswers({ url, discovery: "/api", path: "/api/v3", number: 3, wanted, signal }, patience);
  return looks;
}

const GONE: Seen = { status: 410, stage: "retired", healthy: true };
const LIVE: Seen = { status: 403, stage: "deprecated", healthy: true };

test("three looks in a row must agree", async () => {
  expect(await look(() => GONE, "retired")).toBe(3);
  expect(await look((at) => (at === 2 ? LIVE : GONE), "retired", 0, AMPLE)).toBe(5);
  expect(await look(() => LIVE, "live")).toBe(3);
});

test("an address that has used up its limit leaves it to the list of versions", async () => {
  expect(await look(() => ({ ...GONE, status: 429 }), "retired")).toBe(3);
  const live = look(() => ({ ...LIVE, status: 429 }), "retired");
  await expect(live).rejects.toThrow("/api lists version 3 as deprecated.");
});

test("time that is up is no fault where every look was good", async () => {
  expect(await look(() => GONE, "retired", 40)).toBe(3);
});

test("what is not as it should be is told, all of it", async () => {
  const wrong = look(() => ({ ...LIVE, status: 200, healthy: false }), "retired");
  await expect(wrong).rejects.toThrow(
    "/api/v3 answers 200 and not 410.\n/api lists version 3 as deprecated.\nv4 is not healthy.",
  );
  await expect(look(() => ({ ...GONE, status: 503 }), "live")).rejects.toThrow("/api/v3 answers 503 still.");
});
