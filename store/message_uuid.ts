/**
 * Messages have numbers, and an account has tens of millions of them: a UUID of their own in a column, and the index to
 * find one by it, would cost a fifth of what a message takes. So a message's UUID is made of what is there, and read
 * back: version 8 (RFC 9562, section 5.8), 60 bits of the account's UUID and 60 of the number. Another account's number is no
 * number here. Pure.
 */

const VERSION = "8";
/** The variant's two bits, and two that are zero. */
const VARIANT = "8";

/** @param account the account's UUID; imports and exports keep it, so a message keeps its own */
export function messageUuid(account: string, id: number): string {
  const whose = accountBits(account);
  const number = id.toString(16).padStart(15, "0");
  return [
    whose.slice(0, 8),
    whose.slice(8, 12),
    VERSION + whose.slice(12),
    VARIANT + number.slice(0, 3),
    number.slice(3),
  ].join("-");
}

/** Null for anything that is no UUID of a message of this account. */
export function messageIdOf(account: string, uuid: string): number | null {
  const asked = uuid.toLowerCase();
  const id = Number.parseInt(asked.replaceAll("-", "").slice(17), 16);
  // Made again, it must be what was asked for: that says it all about form and account.
  return Number.isSafeInteger(id) && messageUuid(account, id) === asked ? id : null;
}

/** Both halves of the account's UUID count: in one of them whole families of accounts may agree. */
function accountBits(account: string): string {
  const digits = account.replaceAll("-", "");
  const folded = BigInt(`0x${digits.slice(0, 16)}`) ^ BigInt(`0x${digits.slice(16)}`);
  return folded.toString(16).padStart(16, "0").slice(1);
}
