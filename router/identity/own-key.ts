/**
 * Keys of our own making: `mp_`, 33 characters of chance (192 bits), 6 of checksum. The checksum tells a mistyped key
 * without looking it up, and lets scanners for leaked secrets recognise one.
 */

const PREFIX = "mp_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_BYTES = 24;
/** As many base-62 digits as 24 bytes can need. */
const RANDOM_DIGITS = 33;
/** As many as 32 bits can need. */
const CHECKSUM_DIGITS = 6;
const OWN = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_DIGITS + CHECKSUM_DIGITS}}$`);
/** Characters that a key may have at most, whoever made it. */
export const KEY_LENGTH = 256;
/** Visible ASCII; imported keys are opaque, so nothing more can be asked of them. */
export const KEY_TEXT = new RegExp(`^[\\x21-\\x7e]{1,${KEY_LENGTH}}$`);

/** `mistyped`: begins like one of ours and can be none. `foreign`: an imported one, perhaps. */
export type Origin = "own" | "mistyped" | "foreign";

export function newKey(): string {
  let random = 0n;
  for (const byte of crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))) random = random * 256n + BigInt(byte);
  const body = PREFIX + base62(random, RANDOM_DIGITS);
  return body + checksum(body);
}

export function readOwnKey(key: string): Origin {
  if (!key.startsWith(PREFIX)) return "foreign";
  if (!OWN.test(key)) return "mistyped";
  const body = key.slice(0, -CHECKSUM_DIGITS);
  return key.slice(-CHECKSUM_DIGITS) === checksum(body) ? "own" : "mistyped";
}

/** Could a request ever bring this as its key? Nothing else must be imported: it would never be found. */
export function canBeKey(text: string): boolean {
  return KEY_TEXT.test(text) && readOwnKey(text) !== "mistyped";
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), CHECKSUM_DIGITS);
}

function base62(number: bigint, digits: number): string {
  let text = "";
  for (let rest = number; text.length < digits; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text;
}

/** CRC-32 as in zip and PNG: every single wrong or swapped character shows. */
function crc32(ascii: string): number {
  let crc = 0xffffffff;
  for (let index = 0; index < ascii.length; index += 1) {
    crc ^= ascii.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
