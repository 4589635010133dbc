/**
 * The signature of a delivery, `t=<seconds>,sha256=<hex>`: HMAC-SHA256 (RFC 2104) of `<seconds>.<delivery id>.<body>` with
 * the subscriber's secret. The time is signed, so that a receiver can refuse an old copy, and so is the delivery's id, so
 * that a copy cannot pass for another delivery.
 */

/** Told once, when subscribing; 256 bits. The prefix lets scanners of repositories find a leaked one. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  return `mps_${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** @param seconds since 1970 */
export async function signature(secret: string, seconds: number, delivery: string, body: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(`${seconds}.${delivery}.${body}`));
  const hex = [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `t=${seconds},sha256=${hex}`;
}
