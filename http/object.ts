/** A JSON object: neither null nor an array, which `typeof` calls objects too. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
