/**
 * Keys: who a key belongs to. Only SHA-256 digests are stored. Lookups are spread over 256 objects named
 * by the first byte of the digest, so that no single object carries the world's cold lookups.
 */
import { DurableObject } from "cloudflare:workers";
import type { Role } from "../../contracts/headers.ts";

/** Whom a good key identifies. */
export interface Caller {
  readonly account: string;
  /** The key's public id: in logs, usage and the event log. Says nothing about the key. */
  readonly key: string;
  readonly role: Role;
  /** The account's own default version, by application. */
  readonly pins: Readonly<Record<string, number>>;
  /** Bindings of the versions from whose brownouts the account is exempted. */
  readonly exempt: readonly string[];
}

export interface NewKey {
  /** SHA-256 of the key, 64 hex digits. */
  readonly digest: string;
  readonly account: string;
  readonly role: Role;
}

interface KeyRow extends Record<string, SqlStorageValue> {
  id: string;
  account: string;
  role: Role;
}

export class Keys extends DurableObject {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    ctx.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS keys (
         digest TEXT PRIMARY KEY,
         id TEXT NOT NULL UNIQUE,
         account TEXT NOT NULL,
         role TEXT NOT NULL CHECK (role IN ('A', 'E', 'S')),
         created_ms INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
    );
  }

  find(digest: string): Caller | null {
    const [row] = this.ctx.storage.sql
      .exec<KeyRow>("SELECT id, account, role FROM keys WHERE digest = ?", digest)
      .toArray();
    return row === undefined ? null : { account: row.account, key: row.id, role: row.role, pins: {}, exempt: [] };
  }

  /** Idempotent: a key that is there already keeps its id and takes the new account and role. */
  put(keys: readonly NewKey[]): void {
    this.ctx.storage.transactionSync(() => {
      for (const key of keys) {
        this.ctx.storage.sql.exec(
          `INSERT INTO keys (digest, id, account, role, created_ms) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (digest) DO UPDATE SET account = excluded.account, role = excluded.role`,
          key.digest,
          crypto.randomUUID(),
          key.account,
          key.role,
          Date.now(),
        );
      }
    });
  }
}
