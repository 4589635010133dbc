/**
 * Which header fields pass the front door, and which it writes itself. Pure, on Node's flat list of names
 * and values, so that order, case and repetition survive.
 */

/** RFC 9110 7.6.1, and the older names that still occur. `Transfer-Encoding` is told to Node separately. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * What the edge says about the client, whatever the client says itself. `MF-` is Miniflare's own channel: a client
 * who could send `MF-Route-Override` would reach workers that are not public.
 */
const OURS = /^(?:cf-connecting-ip$|x-forwarded-proto$|mf-)/;

export interface Client {
  readonly address: string;
  readonly secure: boolean;
}

/** Fields of the request to the runtime. `upgrade` keeps the two fields that ask for a WebSocket. */
export function requestFields(raw: readonly string[], client: Client, worker: string, upgrade = false): string[] {
  const fields: string[] = [];
  for (const [name, value] of endToEnd(raw)) {
    if (!OURS.test(name.toLowerCase())) fields.push(name, value);
  }
  // Framing is hop by hop, but Node has to be told that a body of unknown length follows.
  if (value(raw, "transfer-encoding") !== undefined) fields.push("Transfer-Encoding", "chunked");
  if (upgrade) fields.push("Connection", "Upgrade", "Upgrade", "websocket");
  fields.push("CF-Connecting-IP", plainAddress(client.address));
  // Miniflare makes `request.url` from this and from Host.
  fields.push("X-Forwarded-Proto", client.secure ? "https" : "http");
  fields.push("MF-Route-Override", worker, "MF-Disable-Pretty-Error", "true");
  return fields;
}

/** Fields of the answer to the client. */
export function responseFields(raw: readonly string[]): string[] {
  return endToEnd(raw)
    .filter(([name]) => !name.toLowerCase().startsWith("mf-"))
    .flat();
}

/** Everything but the hop-by-hop fields, those named by `Connection` among them. */
function endToEnd(raw: readonly string[]): [string, string][] {
  const named = (value(raw, "connection") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named.filter((name) => name !== "")]);
  return pairs(raw).filter(([name]) => !dropped.has(name.toLowerCase()));
}

function value(raw: readonly string[], wanted: string): string | undefined {
  const values = pairs(raw).filter(([name]) => name.toLowerCase() === wanted);
  return values.length === 0 ? undefined : values.map(([, text]) => text).join(",");
}

function pairs(raw: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) list.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  return list;
}

/** An IPv4 client of an IPv6 socket is shown as IPv4. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}
