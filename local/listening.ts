/** Node's servers on loopback: opened with a sentence when that fails, closed at once. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Loopback only. */
export async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portError(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
}

function portError(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return new Error(`Port ${port} is in use. Stop what runs there, or choose another with --port.`);
  if (code === "EACCES")
    return new Error(`Port ${port} needs more rights than this user has. Choose one above 1023 with --port.`);
  return error;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
