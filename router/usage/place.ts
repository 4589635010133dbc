/**
 * Which object counts an account: 16 per version, by the account's hash. All of an account is in one object, so
 * that its own report asks one, and the numbers of accounts in the 16 can be added up.
 */
const DIGITS = "0123456789abcdef";

/** @param version name of its binding, e.g. `V2` */
export function objectOf(version: string, account: string): string {
  return `${version}-${digitOf(account)}`;
}

export function objectsOf(version: string): string[] {
  return Array.from(DIGITS, (digit) => `${version}-${digit}`);
}

/** FNV-1a: stable for ever, since it says where the data is. It spreads load; it guards nothing. */
function digitOf(account: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < account.length; index += 1) {
    hash = Math.imul(hash ^ account.charCodeAt(index), 0x01000193);
  }
  // The upper bits differ where names differ early, the lower ones where they differ late.
  return ((hash ^ (hash >>> 8) ^ (hash >>> 20)) & 15).toString(16);
}
