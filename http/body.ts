/**
 * JSON request bodies, bounded before they are parsed. An empty body is `{}`: the messaging API's
 * clients send none at all when they have nothing to say.
 */
import { parse } from "content-type";
import { isObject } from "./object.ts";

/** Bytes. A row of the store holds 2 MB; a body of half of that always fits. */
export const BODY_LIMIT = 1_000_000;

export type Body =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly why: "too-large" | "unsupported-type" | "not-utf8" | "malformed" | "not-an-object" };

/** Reads at most `limit` bytes; a larger body is refused without reading the rest. */
export async function readJsonObject(request: Request, limit: number = BODY_LIMIT): Promise<Body> {
  if (Number(request.headers.get("Content-Length") ?? 0) > limit) return { ok: false, why: "too-large" };
  const bytes = await readBounded(request.body, limit);
  if (bytes === null) return { ok: false, why: "too-large" };
  if (bytes.byteLength === 0) return { ok: true, value: {} };
  if (!isJson(request.headers.get("Content-Type"))) return { ok: false, why: "unsupported-type" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return { ok: false, why: "not-utf8" };
  }
  if (text.trim() === "") return { ok: true, value: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: "malformed" };
  }
  if (!isObject(value)) return { ok: false, why: "not-an-object" };
  return { ok: true, value };
}

/** The whole body, or null as soon as it exceeds `limit` bytes. */
export async function readBounded(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array | null> {
  if (body === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    // Leaving the loop cancels the stream.
    if (size > limit) return null;
    parts.push(part);
  }
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}

/** A missing type is taken for JSON: curl users forget it, and the API speaks nothing else. */
function isJson(field: string | null): boolean {
  if (field === null || field === "application/json") return true;
  try {
    const { type } = parse(field);
    return type === "application/json" || type.endsWith("+json");
  } catch {
    return false;
  }
}
