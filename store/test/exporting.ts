/** What the tests of exports start from: parts of any size, with something done in between, and their import elsewhere. */
import { runInDurableObject } from "cloudflare:test";
import { CHUNK_LIMITS } from "../../contracts/import.ts";
import { type Exported, exportPart } from "../export/export.ts";
import { PART_LIMITS, type PartLimits } from "../export/part.ts";
import type { Place } from "../export/place.ts";
import type { Row, Statement, Value } from "../database.ts";
import { type Stub, fresh } from "./fixture.ts";

export interface Line {
  readonly list: string;
  readonly item: Record<string, unknown>;
}

export interface Watched {
  readonly statements: readonly Statement[];
  readonly rowsRead: number;
}

export type Between = (place: Place, part: number) => Promise<void>;

/** One part, and what SQLite read for it. */
export function partOf(
  stub: Stub,
  from: Place | null,
  limits: PartLimits = PART_LIMITS,
): Promise<{ readonly exported: Exported; readonly watched: Watched }> {
  return runInDurableObject(stub, (_, { storage }) => {
    const statements: Statement[] = [];
    const cursors: { rowsRead: number }[] = [];
    const read = <T extends Row>(sql: string, ...values: Value[]): Iterable<T> => {
      const cursor = storage.sql.exec<T>(sql, ...values);
      statements.push({ sql, values });
      cursors.push(cursor);
      return cursor;
    };
    const exported = exportPart(read, from, limits);
    return { exported, watched: { statements, rowsRead: cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0) } };
  });
}

export interface Whole {
  readonly text: string;
  readonly parts: readonly (Watched & { readonly text: string })[];
}

/** Every part to the end. Throws where the export breaks. */
export async function exportAll(stub: Stub, limits?: PartLimits, between?: Between): Promise<Whole> {
  const parts: (Watched & { text: string })[] = [];
  for (let from: Place | null = null; ;) {
    const { exported, watched } = await partOf(stub, from, limits);
    if (exported.kind !== "part") throw new Error(exported.kind === "broken" ? exported.why : exported.kind);
    parts.push({ ...watched, text: new TextDecoder().decode(exported.bytes) });
    if (exported.next === null) return { text: parts.map(({ text }) => text).join(""), parts };
    from = exported.next;
    await between?.(from, parts.length);
  }
}

export function linesOf(text: string): Line[] {
  if (!text.endsWith("\n")) throw new Error("An export ends with a whole line.");
  return text
    .slice(0, -1)
    .split("\n")
    .map((line) => {
      const [[list, item] = ["", {}]] = Object.entries(JSON.parse(line) as Record<string, Record<string, unknown>>);
      return { list, item };
    });
}

/** Imports an export under a fresh key, in chunks as an operator would. */
export async function reimported(text: string): Promise<Stub> {
  const { stub, name } = fresh("again");
  const lines = rekeyed(text, name).trimEnd().split("\n");
  for (let chunk = 0; chunk * CHUNK_LIMITS.lines < lines.length; chunk += 1) {
    const part = lines.slice(chunk * CHUNK_LIMITS.lines, (chunk + 1) * CHUNK_LIMITS.lines).join("\n");
    const result = await stub.importChunk({ importId: "export", chunk, lines: part });
    if (!result.ok) throw new Error(JSON.stringify({ ...result, chunk }));
  }
  return stub;
}

/** The same export under another account's key. */
export function rekeyed(text: string, key: string): string {
  const end = text.indexOf("\n");
  const { org } = JSON.parse(text.slice(0, end)) as { org: Record<string, unknown> };
  return `${JSON.stringify({ org: { ...org, key } })}${text.slice(end)}`;
}
