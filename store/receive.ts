/**
 * The store's HTTP side, for imports and exports: reached over a service binding only, never routed. An export is
 * NDJSON (`contracts/import.ts`); other answers are small JSON objects for the router, which words them for people.
 */
import { ACCOUNT_KEY, CHUNK_LIMITS } from "../contracts/import.ts";
import { readBounded } from "../http/body.ts";
import type { Env } from "./env.ts";
import { exportStream } from "./export/stream.ts";

const ROUTES: ReadonlySet<string> = new Set(["GET /import", "POST /import", "GET /export"]);

export async function receive(request: Request, env: Env): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const route = `${request.method} ${pathname}`;
  if (route === "GET /health") return new Response(null, { status: 204 });
  if (!ROUTES.has(route)) return new Response(null, { status: 404 });
  const account = searchParams.get("account") ?? "";
  if (!ACCOUNT_KEY.test(account)) return refused("account", "Give the account's key: a-z, 0-9 and -, at most 63.");
  if (route === "GET /export") return sendExport(account, env);
  const importId = searchParams.get("import") ?? "";
  if (importId === "" || importId.length > 200) return refused("import", "Name the import with 1 to 200 characters.");
  const object = env.ACCOUNTS.getByName(account);
  if (route === "GET /import") return Response.json({ next: await object.importNext(importId) });

  const chunk = searchParams.get("chunk") ?? "";
  if (!/^\d{1,9}$/.test(chunk)) return refused("chunk", "Number the chunks from 0.");
  const bytes = await readBounded(request.body, CHUNK_LIMITS.bytes);
  if (bytes === null) return refused("", `A chunk has at most ${CHUNK_LIMITS.bytes} bytes: send smaller ones.`, 413);
  const lines = decode(bytes);
  if (lines === null) return refused("", "The chunk is not UTF-8.");
  const result = await object.importChunk({ importId, chunk: Number(chunk), lines });
  if (result.ok) return Response.json({ applied: result.applied, next: result.next });
  switch (result.why) {
    case "gap":
      return Response.json({ next: result.next }, { status: 409 });
    case "full":
      return refused("", "This account is full: import what is left under another key.", 507);
    case "invalid":
      return Response.json({ line: result.line, field: result.field, detail: result.detail }, { status: 400 });
  }
}

/** The object is looked up for each part: one that restarted in between goes on with the next. */
async function sendExport(account: string, env: Env): Promise<Response> {
  const body = await exportStream(
    (from) => env.ACCOUNTS.getByName(account).exportPart(from),
    (reason) => console.error(JSON.stringify({ event: "export-broken", account, reason })),
  );
  if (body === null) return refused("account", "There is no such account: nothing was imported under this key.", 404);
  return new Response(body, { headers: { "Content-Type": "application/x-ndjson" } });
}

/** Line 0: the request, not a line of it, is at fault. */
function refused(field: string, detail: string, status = 400): Response {
  return Response.json({ line: 0, field, detail }, { status });
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}
