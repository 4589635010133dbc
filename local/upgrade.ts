/**
 * WebSockets through the front door: the two fields that ask for one are passed on, then bytes flow both
 * ways until either side hangs up. They are not waited for when the runtime reloads: like the platform, a
 * deploy ends them and clients connect again.
 */
import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { requestFields, responseFields } from "./fields.ts";
import type { FrontDoorOptions } from "./front-door.ts";

export interface Upgrade {
  readonly incoming: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly door: FrontDoorOptions;
}

export async function passUpgrade({ incoming, socket, head, door }: Upgrade): Promise<void> {
  socket.on("error", () => socket.destroy());
  const worker = door.choose(incoming.headers.host ?? "", (incoming.url ?? "/").split("?", 1)[0] ?? "/");
  if (worker === null) return refuse(socket, "404 Not Found");
  if (!(await door.gate.enter())) return refuse(socket, "503 Service Unavailable");
  try {
    await connectThrough(incoming, socket, head, door, worker);
  } finally {
    door.gate.leave();
  }
}

/** Ends when the upgrade is answered, not when the connection is over. */
function connectThrough(
  incoming: IncomingMessage,
  socket: Socket,
  head: Buffer,
  door: FrontDoorOptions,
  worker: string,
): Promise<void> {
  return new Promise((resolve) => {
    const client = { address: incoming.socket.remoteAddress ?? "", secure: door.certificate !== null };
    const out = request({
      host: door.upstream.url.hostname,
      port: door.upstream.url.port,
      agent: false,
      method: incoming.method,
      path: incoming.url,
      headers: requestFields(incoming.rawHeaders, client, worker, true),
      setHost: false,
    });
    out.once("upgrade", (response, upstream, first) => {
      writeHead(socket, response, ["Connection", "Upgrade", "Upgrade", "websocket"]);
      socket.write(first);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
      upstream.on("error", () => socket.destroy());
      socket.once("close", () => upstream.destroy());
      upstream.once("close", () => socket.destroy());
      resolve();
    });
    out.once("response", (response) => {
      writeHead(socket, response, ["Connection", "close"]);
      response.pipe(socket);
      resolve();
    });
    out.once("error", () => {
      refuse(socket, "502 Bad Gateway");
      resolve();
    });
    socket.once("close", () => out.destroy());
    out.end();
  });
}

/** A refusal's body is ended by closing the connection, so that it needs no length. */
function writeHead(socket: Socket, response: IncomingMessage, own: readonly string[]): void {
  const fields = [...responseFields(response.rawHeaders), ...own];
  const lines = [`HTTP/1.1 ${response.statusCode} ${response.statusMessage}`];
  for (let index = 0; index + 1 < fields.length; index += 2) lines.push(`${fields[index]}: ${fields[index + 1]}`);
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
}

function refuse(socket: Socket, status: string): void {
  if (!socket.destroyed) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
