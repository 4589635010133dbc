/**
 * `/admin/import?account=KEY&import=ID&chunk=N`: POST applies one chunk of an account's data exactly once
 * however often it is sent; GET says which chunk is next. Left out, `import` is this request's id and
 * `chunk` 0: a small file needs one call.
 */
import { CHUNK_LIMITS } from "../../contracts/import.ts";
import { readBounded } from "../../http/body.ts";
import { digestOf } from "../identity/digest.ts";
import { type Chunk, readChunk } from "./chunk.ts";
import { directory, refusalOf } from "./directory.ts";
import type { Env } from "./env.ts";
import { importedLimits } from "./imported-limits.ts";
import { json, type Outcome, refused } from "./outcome.ts";
import type { Asked } from "./route.ts";

export interface Place {
  readonly account: string;
  readonly import?: string | undefined;
  readonly chunk?: string | undefined;
}

export function importProgress({ env, told }: Asked, place: Place): Promise<Outcome> {
  return askStore(env, place, told.requestId, { method: "GET" });
}

export async function importChunk(asked: Asked, place: Place): Promise<Outcome> {
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
  // in between, the store skips the chunk and the account is registered then, which is safe to repeat.
  const outcome = await askStore(asked.env, place, asked.told.requestId, { method: "POST", body: chunk.lines });
  if (outcome.kind === "refused" || (chunk.keys.length === 0 && chunk.account === null)) return outcome;
  return (await register(asked, place.account, chunk)) ?? outcome;
}

/** The account and its keys; null when it went well. */
async function register(
  { env, told, by }: Asked,
  account: string,
  chunk: Extract<Chunk, { ok: true }>,
): Promise<Outcome | null> {
  const keys = await Promise.all(chunk.keys.map(async ({ key, role }) => ({ digest: await digestOf(key), role })));
  try {
    const current = chunk.account === null ? null : await directory(env).account(account);
    const answer = await directory(env).importAccount(by, account, {
      name: chunk.account?.name ?? null,
      limits:
        chunk.account === null
          ? null
          : importedLimits(current?.limits ?? {}, told.registry.limits.policies, chunk.account.rateLimit),
      keys,
    });
    return answer.ok ? null : refused(refusalOf(answer.why, { account }));
  } catch {
    return refused({ kind: "import-unavailable" });
  }
}

async function askStore(
  env: Env,
  { account, import: importId, chunk = "0" }: Place,
  requestId: string,
  init: { method: string; body?: string },
): Promise<Outcome> {
  if (env.STORE === undefined) return withoutStore(Number(chunk), init.body);
  const query = new URLSearchParams({ account, import: importId ?? requestId, chunk });
  let answer: Response;
  try {
    answer = await env.STORE.fetch(`http://store/import?${query.toString()}`, init);
  } catch {
    return refused({ kind: "import-unavailable" });
  }
  const body: Record<string, unknown> = await answer.json<Record<string, unknown>>().catch(() => ({}));
  switch (answer.status) {
    case 200:
      return json(body);
    case 400:
      return refused({
        kind: "import-invalid",
        detail: String(body["detail"]),
        field: String(body["field"]),
        line: Number(body["line"]),
      });
    case 507:
      return refused({ kind: "import-full", account });
    case 409:
      return refused({ kind: "import-gap", next: Number(body["next"]) });
    default:
      return refused({ kind: "import-unavailable" });
  }
}

/** An API that keeps its data elsewhere still imports its accounts and their keys; any other line has nowhere to go. */
function withoutStore(chunk: number, lines: string | undefined): Outcome {
  if (lines === undefined) return json({ next: 0 });
  const others = lines.split("\n").some((line) => line.trim() !== "" && !/^\s*\{\s*"org"\s*:/.test(line));
  return others ? refused({ kind: "import-unavailable" }) : json({ applied: true, next: chunk + 1 });
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}
