/**
 * Whom an address stands for: an IPv4 address, or an IPv6 /64, which is what one subscriber gets (RFC 6177):
 * by single addresses everybody would have 2^64 of them.
 */

/** Names the limiter object of an address. What is no address (no field, a proxy's mistake) shares one. */
export function addressLimiter(address: string | null): string {
  return `address:${networkOf(address ?? "")}`;
}

function networkOf(address: string): string {
  const text = address.trim();
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return text;
  if (text.length > 45 || !/^[0-9a-fA-F:.]*$/.test(text) || !text.includes(":")) return "unknown";
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(text);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = "", tail] = text.split("::");
  const left = groups(head);
  const right = groups(tail ?? "");
  // A run of zeros stands for as many groups as are missing; an embedded IPv4 part lies below the network.
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  const network = [...left, ...zeros, ...right].slice(0, 4);
  if (network.length < 4 || network.some((group) => !/^[0-9a-f]{1,4}$/.test(group))) return "unknown";
  return `${network.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::`;
}

function groups(text: string): string[] {
  return text === "" ? [] : text.toLowerCase().split(":");
}
