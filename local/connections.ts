/** Connections to the runtime. */
import { Agent, type ClientRequestArgs } from "node:http";
import { Socket } from "node:net";

/** Milliseconds: below the five seconds after which workerd itself closes an idle connection. */
const IDLE = 2_000;

/**
 * A worker that refuses a large body answers while it is being sent, and workerd hangs up. Node drops a
 * connection at the first failed write, and with it an answer that has arrived and was not read yet. So failed
 * writes are let pass: reading goes on, gets the answer or the reset, and that decides.
 */
class PatientSocket extends Socket {
  override _write(chunk: unknown, encoding: BufferEncoding, done: () => void): void {
    super._write(chunk, encoding, () => done());
  }

  override _writev(chunks: { chunk: unknown; encoding: BufferEncoding }[], done: () => void): void {
    super._writev?.(chunks, () => done());
  }
}

class RuntimeAgent extends Agent {
  override createConnection(options: ClientRequestArgs): Socket {
    return new PatientSocket().connect({ host: options.host ?? "127.0.0.1", port: Number(options.port) });
  }
}

/** Of one start of the runtime: when it is started again, these are dropped and others take their place. */
export interface Connections {
  /** Kept open between requests. */
  readonly pooled: Agent;
  /**
   * For requests with a body: when the answer comes before the body was read, workerd hangs up a moment after Node
   * has put the connection back, and the next request on it would fail.
   */
  readonly single: Agent;
}

export function connections(): Connections {
  return {
    pooled: new RuntimeAgent({ keepAlive: true, timeout: IDLE }),
    single: new RuntimeAgent({ keepAlive: true, maxFreeSockets: 0 }),
  };
}
