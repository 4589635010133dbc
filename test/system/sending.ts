const LOST = new Set(["EPIPE", "ECONNRESET", "UND_ERR_SOCKET"]);
const MOST = 3;

/**
 * `fetch` on a connection that is still there. What is too large is answered unread, whereupon workerd closes the
 * connection; Node learns of it when it has begun to send the next request over it. In production somebody in front of
 * workerd reads on.
 */
export async function send(url: URL, init: RequestInit = {}): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(url, init);
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      if (attempt === MOST || !LOST.has(cause?.code ?? "")) throw error;
    }
  }
}
