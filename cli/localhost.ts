/**
 * Names below `localhost` are this machine (RFC 6761, section 6.3), and by them the local edge tells its public workers
 * apart. curl and browsers know that; Node asks the system, which need not.
 */
import dns from "node:dns";

const NAME = /\.localhost\.?$/i;
const LOOPBACK = "127.0.0.1";
let resolves = false;

/** From now on in this process, and for `fetch` too: it asks where everything in Node does. */
export function resolveLocalhost(): void {
  if (resolves) return;
  resolves = true;
  const lookup = new Proxy(dns.lookup, {
    apply(target, self, [name, ...rest]: readonly unknown[]): unknown {
      return Reflect.apply(target, self, [typeof name === "string" && NAME.test(name) ? LOOPBACK : name, ...rest]);
    },
  });
  Object.assign(dns, { lookup });
}
