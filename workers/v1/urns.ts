/**
 * The one form of a URN under which its owner can be asked for, as far as it can be told without knowing the world's
 * telephone numbers. v2 knows them: it completes what is national here, and has the last word on everything.
 */

/** A number that cannot be completed without a country: no `+`, and not long enough to have a country code. */
export function isNational(urn: string): boolean {
  const number = telNumber(urn);
  return number !== null && number !== "" && !number.startsWith("+");
}

/** What has no such form stays as it was: v2 says what is wrong with it. */
export function normalUrn(urn: string): string {
  const trimmed = urn.trim();
  const number = telNumber(trimmed);
  if (number !== null) return /^\+\d+$/.test(number) ? `tel:${number}` : trimmed;
  const [, scheme = "", path = ""] = /^([^:]*):(.*)$/s.exec(trimmed) ?? [];
  switch (scheme) {
    case "twitter":
      return `twitter:${path.trim().replace(/^@/, "").toLowerCase()}`;
    case "mailto":
      return `mailto:${path.trim().toLowerCase()}`;
    default:
      return trimmed;
  }
}

/** The number of a tel URN as far as it can be read without a country; null for other schemes. */
function telNumber(urn: string): string | null {
  const trimmed = urn.trim();
  if (!trimmed.startsWith("tel:")) return null;
  const number = trimmed.slice("tel:".length).replace(/[^0-9A-Za-z+]/g, "");
  // Eleven characters and more are taken for an international number whose plus sign was forgotten.
  return number.length >= 11 && !/^[+0]/.test(number) ? `+${number}` : number;
}
