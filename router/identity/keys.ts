/**
 * Keys: whom a key identifies, as the directory told it. Only SHA-256 digests are stored. Lookups are spread over 256
 * objects named by the first byte of the digest, so that no single object carries the world's cold lookups, and a row
 * has all that a request needs, so that one lookup is enough.
 */
import { DurableObject } from "cloudflare:workers";
import type { Role } from "../../contracts/headers.ts";
import { bringUp, KEYS_STEPS } from "./schema.ts";

/** Whom a good key identifies. */
export interface Caller {
  readonly account: string;
  /** The key's public id: in logs, usage and the event log. Says nothing about the key. */
  readonly key: string;
  readonly role: Role;
  /** From this instant on (milliseconds) the key is good no more. */
  readonly expiresMs: number | null;
  /** Null: good for every application. */
  readonly applications: readonly string[] | null;
  /** The account's own default version, by application. */
  readonly pins: Readonly<Record<string, number>>;
  /** Bindings of the versions from whose brownouts the account is exempted. */
  readonly exempt: readonly string[];
}

/** What the directory tells of a key. */
export interface KeyNews {
  /** SHA-256 of the key, 64 hex digits. */
  readonly digest: string;
  /** Grows with every change of the key or its account. */
  readonly revision: number;
  /** Null: the key is good for nothing any more, or for now. */
  readonly caller: Caller | null;
}

/** A key's use is noted once an hour: one row write an hour, however many requests. */
const NOTED_MS = 3_600_000;

interface Row extends Record<string, SqlStorageValue> {
  caller: string | null;
  used_ms: number | null;
}

export class Keys extends DurableObject {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    bringUp(ctx.storage, KEYS_STEPS);
    this.#sql = ctx.storage.sql;
  }

  /**
   * Null: unknown, disabled, expired, or the account is disabled; nobody is told which. The index is searched for a
   * digest, whose bytes nobody can choose: how long that takes says nothing about any key.
   */
  find(digest: string): Caller | null {
    const [row] = this.#sql.exec<Row>("SELECT caller, used_ms FROM callers WHERE digest = ?", digest).toArray();
    if (row === undefined || row.caller === null) return null;
    const caller = JSON.parse(row.caller) as Caller;
    const now = Date.now();
    if (caller.expiresMs !== null && caller.expiresMs <= now) return null;
    if (row.used_ms === null || now - row.used_ms >= NOTED_MS) {
      this.#sql.exec("UPDATE callers SET used_ms = ? WHERE digest = ?", now, digest);
    }
    return caller;
  }

  /** From the directory. In any order and as often as it likes: the greatest revision stands. */
  learn(news: readonly KeyNews[]): void {
    this.ctx.storage.transactionSync(() => {
      for (const { digest, revision, caller } of news) {
        this.#sql.exec(
          `INSERT INTO callers (digest, revision, caller) VALUES (?, ?, ?)
           ON CONFLICT (digest) DO UPDATE SET revision = excluded.revision, caller = excluded.caller
           WHERE excluded.revision > callers.revision`,
          digest,
          revision,
          caller === null ? null : JSON.stringify(caller),
        );
      }
    });
  }

  /** When each was last looked up with success, to the hour; null: never. In the order asked for. */
  lastUsed(digests: readonly string[]): (number | null)[] {
    return digests.map((digest) => {
      const [row] = this.#sql.exec<Row>("SELECT caller, used_ms FROM callers WHERE digest = ?", digest).toArray();
      return row?.used_ms ?? null;
    });
  }
}
