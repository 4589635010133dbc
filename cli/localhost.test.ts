import { createServer } from "node:http";
import { lookup } from "node:dns/promises";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { resolveLocalhost } from "./localhost.ts";

test("a name below localhost is this machine, and the server hears it; others are asked for as ever", async () => {
  resolveLocalhost();
  const server = createServer((request, response) => response.end(request.headers.host));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `router-staging.localhost:${port}`;
  expect(await (await fetch(`http://${host}/`)).text()).toBe(host);
  await expect(fetch(`http://localhost.invalid:${port}/`)).rejects.toThrow();
  expect((await lookup("localhost", 4)).address).toBe("127.0.0.1");
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
