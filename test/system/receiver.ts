/** A receiver of webhooks on loopback: notes what comes and answers as it is told to, or is not there. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Answered with this; 0: not answered. */
  readonly status: number;
}

/** Decides what a request is answered with, from what came before it. */
export type Answering = (received: Omit<Received, "status">, before: readonly Received[]) => number | Answer;
type Answer = (response: ServerResponse) => number;

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  answering: Answering;
  /** Nobody listens any more. Begun again it has the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Begins listening on a free port. */
export async function receiver(answering: Answering = () => 204): Promise<Receiver> {
  const received: Received[] = [];
  const made = { received, answering, url: "", stop, start };
  let port = 0;
  let server = listening();

  function listening() {
    return createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (part: string) => (body += part));
      request.on("end", () => {
        const came = { path: request.url ?? "", method: request.method ?? "", headers: request.headers, body };
        const answer = made.answering(came, received);
        const status = typeof answer === "number" ? answer : answer(response);
        received.push({ ...came, status });
        if (typeof answer === "number") response.writeHead(answer).end();
      });
    });
  }

  async function start(): Promise<void> {
    server = listening();
    await new Promise<void>((listens) => server.listen(port, "127.0.0.1", listens));
    ({ port } = server.address() as AddressInfo);
    made.url = `http://127.0.0.1:${port}`;
  }

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }

  await start();
  return made;
}

/** Whether the signature is one that the secret made over time, delivery and body: what a receiver should do. */
export function signedWith(secret: string, { headers, body }: Received, now = Date.now()): boolean {
  const [, time = "", mac = ""] = /^t=(\d+),sha256=([0-9a-f]{64})$/.exec(String(headers["milepost-signature"])) ?? [];
  const text = `${time}.${String(headers["milepost-delivery"])}.${body}`;
  const expected = createHmac("sha256", secret).update(text).digest();
  return Math.abs(now / 1000 - Number(time)) < 300 && timingSafeEqual(expected, Buffer.from(mac, "hex"));
}
