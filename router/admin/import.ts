/**
 * `/admin/import?account=KEY&import=ID&chunk=N`: POST applies one chunk of an account's data exactly once
 * however often it is sent; GET says which chunk is next. Left out, `import` is this request's id and
 * `chunk` 0: a small file needs one call.
 */
import { ACCOUNT_KEY, CHUNK_LIMITS } from "../../contracts/import.ts";
import { readBounded } from "../../http/body.ts";
import { storeKeys } from "../identity/identify.ts";
import { readChunk } from "./chunk.ts";
import type { Env } from "./env.ts";
import type { Asked } from "./operate.ts";
import type { Refusal } from "./refusal.ts";

export type Outcome =
  | { readonly kind: "done"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly refusal: Refusal };

interface Place {
  readonly account: string;
  readonly importId: string;
  readonly chunk: string;
}

export async function importProgress(asked: Asked): Promise<Outcome> {
  const place = placeOf(asked);
  if (place === null) return refused(BAD_PLACE);
  return askStore(asked.env, place, { method: "GET" });
}

export async function importChunk(asked: Asked): Promise<Outcome> {
  const place = placeOf(asked);
  if (place === null) return refused(BAD_PLACE);
  const bytes = await readBounded(asked.request.body, CHUNK_LIMITS.bytes);
  if (bytes === null) return refused({ kind: "import-too-large", limit: CHUNK_LIMITS.bytes });
  const text = decode(bytes);
  if (text === null)
    return refused({ kind: "import-invalid", detail: "The chunk is not UTF-8. Send NDJSON in UTF-8." });
  const chunk = readChunk(text);
  if (!chunk.ok) {
    const { ok: _, ...why } = chunk;
    return refused({ kind: "import-invalid", ...why });
  }
  // The store first: a key must never open an account whose chunk was refused. Sent again after a crash
  // in between, the store skips the chunk and the keys, which are idempotent, are stored then.
  const outcome = await askStore(asked.env, place, { method: "POST", body: chunk.lines });
  if (outcome.kind === "refused" || chunk.keys.length === 0) return outcome;
  try {
    await storeKeys(
      chunk.keys.map((key) => ({ ...key, account: place.account })),
      asked.env.KEYS,
    );
  } catch {
    return refused({ kind: "import-unavailable" });
  }
  return outcome;
}

async function askStore(env: Env, place: Place, init: { method: string; body?: string }): Promise<Outcome> {
  const query = new URLSearchParams({ account: place.account, import: place.importId, chunk: place.chunk });
  let answer: Response;
  try {
    if (env.STORE === undefined) return refused({ kind: "import-unavailable" });
    answer = await env.STORE.fetch(`http://store/import?${query.toString()}`, init);
  } catch {
    return refused({ kind: "import-unavailable" });
  }
  const body: Record<string, unknown> = await answer.json<Record<string, unknown>>().catch(() => ({}));
  switch (answer.status) {
    case 200:
      return { kind: "done", body };
    case 400:
      return refused({
        kind: "import-invalid",
        detail: String(body["detail"]),
        field: String(body["field"]),
        line: Number(body["line"]),
      });
    case 409:
      return refused({ kind: "import-gap", next: Number(body["next"]) });
    default:
      return refused({ kind: "import-unavailable" });
  }
}

const BAD_PLACE: Refusal = {
  kind: "import-invalid",
  detail:
    "Name the account (a-z, 0-9, hyphens), and for several chunks an import (a-z, 0-9, hyphens) and a chunk from 0.",
};

function placeOf({ request, told }: Asked): Place | null {
  const query = new URL(request.url).searchParams;
  const account = query.get("account") ?? "";
  const importId = query.get("import") ?? told.requestId;
  const chunk = query.get("chunk") ?? "0";
  const well = ACCOUNT_KEY.test(account) && /^[\w.-]{1,128}$/.test(importId) && /^\d{1,9}$/.test(chunk);
  return well ? { account, importId, chunk } : null;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

function refused(refusal: Refusal): Outcome {
  return { kind: "refused", refusal };
}
