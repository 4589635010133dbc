/** One attempt to have a request answered by the runtime, streaming both ways. */
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Connections } from "./connections.ts";
import { requestFields, responseFields } from "./fields.ts";

export interface Connection {
  readonly url: URL;
  readonly connections: Connections;
  readonly secure: boolean;
}

/** `unsent`: no connection was made, so nothing of the request has left. */
export function attempt(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  worker: string,
  to: Connection,
): Promise<"done" | "unsent"> {
  return new Promise((resolve) => {
    let sent = false;
    let answered = false;
    const client = { address: incoming.socket.remoteAddress ?? "", secure: to.secure };
    const out = request({
      host: to.url.hostname,
      port: to.url.port,
      agent: hasBody(incoming) ? to.connections.single : to.connections.pooled,
      method: incoming.method,
      path: incoming.url,
      headers: requestFields(incoming.rawHeaders, client, worker),
      setHost: false,
    });
    const send = (): void => {
      sent = true;
      incoming.pipe(out);
    };
    const ended = (): void => {
      out.destroy();
      resolve("done");
    };
    // The client may be writing still: what is left of its body is let run out, so that it comes to read the answer.
    const finished = (): void => {
      incoming.unpipe(out);
      incoming.resume();
    };
    out.once("socket", (socket) => (socket.connecting ? socket.once("connect", send) : send()));
    out.once("response", (response) => {
      answered = true;
      outgoing.writeHead(response.statusCode ?? 502, response.statusMessage, responseFields(response.rawHeaders));
      outgoing.flushHeaders();
      response.pipe(outgoing);
      // Cut short by the runtime: the client must see that, not a complete answer.
      response.once("error", () => outgoing.destroy());
    });
    out.on("error", () => {
      incoming.unpipe(out);
      if (answered) return;
      if (!sent && !outgoing.destroyed) {
        // There may be many attempts, and the answer is the same object in all of them.
        outgoing.off("close", ended).off("finish", finished);
        return resolve("unsent");
      }
      answer(outgoing, 502, "The runtime ended before it answered. The request may have had its effect.");
      resolve("done");
    });
    outgoing.once("finish", finished);
    outgoing.once("close", ended);
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

export function answer(outgoing: ServerResponse, status: number, sentence: string): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  // The rest of the client's body is not read: without `close` it would be taken for the next request.
  outgoing.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    Connection: "close",
  });
  outgoing.end(`${sentence}\n`);
}
