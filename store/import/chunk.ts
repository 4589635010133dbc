/**
 * Applies one chunk of an import: all of its lines in one transaction, once, however often it is sent. The progress
 * is written in that same transaction, so a sender that lost an answer asks where to go on and loses nothing.
 */
import type { ImportChunk, ImportResult } from "../../contracts/account.ts";
import { CHUNK_LIMITS } from "../../contracts/import.ts";
import type { Reader } from "../database.ts";
import type { Writer } from "../write/transaction.ts";
import { type Into, into } from "./into.ts";
import { type Line, parseLine, putLine } from "./line.ts";
import { lookUp } from "./look_up.ts";
import { type Fault, Refusal, faultOfConstraint } from "./refusal.ts";

export function importNext(db: Reader, importId: string): number {
  return db.first<{ next: number }>("SELECT next FROM imports WHERE id = ?", importId)?.next ?? 0;
}

/** `account` is the object's name. */
export function applyChunk(writer: Writer, account: string | undefined, sent: ImportChunk): ImportResult {
  const { db, clock, context } = writer;
  const next = importNext(db, sent.importId);
  if (sent.chunk < next) return { ok: true, applied: false, next };
  if (sent.chunk > next) return { ok: false, why: "gap", next };
  if (writer.isFull?.() === true) return { ok: false, why: "full" };
  let line = 0;
  try {
    writer.transaction(() => {
      const entries = parsed(sent.lines);
      const lines = entries.flatMap((entry) => (entry === null || entry instanceof Refusal ? [] : [entry]));
      const target = into(db, clock, account, sent.importId, lookUp(db, lines));
      let applied = 0;
      for (const entry of entries) {
        line += 1;
        if (entry === null) continue;
        applied += 1;
        if (applied > CHUNK_LIMITS.lines) {
          throw new Refusal("", `A chunk has at most ${CHUNK_LIMITS.lines} lines: send the rest as the next one.`);
        }
        if (entry instanceof Refusal) throw entry;
        apply(target, entry, sent.chunk === 0 && applied === 1);
      }
      saveProgress(writer, sent);
    });
    return { ok: true, applied: true, next: next + 1 };
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (fault === null) throw thrown;
    return { ok: false, why: "invalid", line, ...fault };
  } finally {
    context.forget();
  }
}

/**
 * A line, or why it is none, to be said when its turn comes; null for an empty one, which counts, so that a sender that
 * blanks lines keeps their numbers.
 */
function parsed(text: string): readonly (Line | Refusal | null)[] {
  return text.split("\n").map((line) => (line.trim() === "" ? null : parseLine(line)));
}

function apply(target: Into, line: Line, first: boolean): void {
  if (first !== (line.kind === "org")) {
    throw new Refusal("org", "The org line opens an import, as its first line, and comes only there.");
  }
  putLine(target, line);
}

function saveProgress({ db, clock }: Writer, { importId, chunk }: ImportChunk): void {
  const now = clock.tick();
  db.run(
    `INSERT INTO imports (id, next, started_on, updated_on) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET next = excluded.next, updated_on = excluded.updated_on`,
    importId,
    chunk + 1,
    now,
    now,
  );
  clock.save(db);
}

function faultOf(thrown: unknown): Fault | null {
  if (thrown instanceof Refusal) return thrown.fault;
  return thrown instanceof Error ? faultOfConstraint(thrown.message) : null;
}
