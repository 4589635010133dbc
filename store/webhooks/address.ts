/**
 * Which addresses of the internet are somebody's own: nobody may make us call those on his behalf. Takes hosts as a URL
 * has them after parsing, where `127.1`, `0x7f000001`, `0177.0.0.1` and `2130706433` have all become `127.0.0.1`. Pure.
 *
 * What cannot be known here is where a name leads: a Worker learns no address of it before it calls. The platform's
 * outbound network has no way into anybody's private one; names that say themselves that they are local are refused.
 */

/** Prefix, length in bits. RFC 6890 and its updates: everything that is not globally reachable. */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Multicast and reserved, with the broadcast address.
  ["224.0.0.0", 3],
];

/** Last labels that never lead out of a network: RFC 6761, 6762, 8375, 9476 and what ICANN set aside. */
const LOCAL_NAMES =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|test|invalid|example|onion|alt|arpa)$/;

/** @param host of a parsed http(s) URL: lower case, an IPv6 address in brackets */
export function isPublic(host: string): boolean {
  if (host.startsWith("[")) return isPublicV6(host.slice(1, -1));
  const name = host.replace(/\.$/, "");
  if (/^\d+(?:\.\d+){3}$/.test(name)) return isPublicV4(v4(name));
  // A name without a dot is looked up in the network one is in.
  return name.includes(".") && !LOCAL_NAMES.test(name);
}

function isPublicV4(address: number): boolean {
  return !SPECIAL_V4.some(([prefix, bits]) => address >>> (32 - bits) === v4(prefix) >>> (32 - bits));
}

function v4(text: string): number {
  return text.split(".").reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);
}

/**
 * Global unicast is 2000::/3 alone (RFC 4291 §2.4); of the rest nothing is public. Addresses that carry an IPv4 address
 * lead where that leads: mapped and translated ones are outside of 2000::/3, 6to4 is inside.
 */
function isPublicV6(text: string): boolean {
  const parts = v6(text);
  const [first = 0, second = 0, third = 0] = parts;
  if (first === 0x64 && second === 0xff9b && parts.slice(2, 6).every((part) => part === 0))
    return isPublicV4(low(parts));
  if (first >>> 13 !== 1) return false;
  if (first === 0x2002) return isPublicV4(((second << 16) | third) >>> 0);
  // 2001::/23 protocol assignments with Teredo in it, 2001:db8::/32 and 3fff::/20 for documentation.
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  return !(first === 0x3fff && second < 0x1000);
}

/** The eight parts of an address in the form that URLs have it: hexadecimal, `::` at most once. */
function v6(text: string): readonly number[] {
  const [head = "", tail] = text.split("::");
  const numbers = (part: string): number[] => (part === "" ? [] : part.split(":").map((it) => Number.parseInt(it, 16)));
  const front = numbers(head);
  if (tail === undefined) return front;
  const back = numbers(tail);
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
}

function low(parts: readonly number[]): number {
  const [high = 0, low = 0] = parts.slice(6);
  return ((high << 16) | low) >>> 0;
}
