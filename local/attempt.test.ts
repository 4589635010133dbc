import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { answer, attempt } from "./attempt.ts";
import { connections } from "./connections.ts";
import { listen } from "./listening.ts";

/** Where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("attempts that reach nobody leave nothing behind on the answer, however many there are", async () => {
  const to = { url: new URL(`http://127.0.0.1:${await closedPort()}`), connections: connections(), secure: false };
  const listeners = (outgoing: ServerResponse) => ["close", "finish"].map((event) => outgoing.listenerCount(event));
  const seen: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    const before = listeners(outgoing);
    void (async () => {
      for (let tries = 0; tries < 12; tries += 1) seen.push(await attempt(incoming, outgoing, "acme", to));
      expect(listeners(outgoing)).toEqual(before);
      answer(outgoing, 503, "Nobody is there.");
    })().catch(() => answer(outgoing, 500, "Something is left."));
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect([response.status, await response.text()]).toEqual([503, "Nobody is there.\n"]);
  expect(seen).toEqual(Array.from({ length: 12 }, () => "unsent"));
  await new Promise((resolve) => server.close(resolve));
});
