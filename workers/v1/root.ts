/** The version's root: its endpoints, as an object for programs and as a text for people. Pure. */

/** @param urls absolute, without suffix, by endpoint */
export function rootText(urls: Readonly<Record<string, string>>): string {
  return [
    "This version of the API is deprecated. Its answers say until when (Sunset) and where to go (Link).",
    "Its endpoints, each with .json behind its name:",
    "",
    ...Object.values(urls),
    "",
  ].join("\n");
}

/** Whether the client's first choice is text, as a browser's is. Clients of the API name JSON, or nothing. */
export function prefersText(accept: string | null): boolean {
  return /^\s*text\/(html|plain)\b/i.test(accept ?? "");
}
