import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { checksum, migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { fresh, sql } from "./test/fixture.ts";

const MORE = { name: "9999_more", sql: "CREATE TABLE more (id INTEGER PRIMARY KEY); INSERT INTO more VALUES (1);" };

/** The object applies its own migrations when it is created; these run more of them on its storage. */
function onStorage(work: (storage: DurableObjectStorage) => void): Promise<void> {
  return runInDurableObject(fresh().stub, (_, state) => work(state.storage));
}

describe("migrations", () => {
  test("are all applied, in order, to a fresh object", async () => {
    const { stub } = fresh();
    await stub.org();
    const rows = await sql<{ name: string; checksum: string }>(
      stub,
      "SELECT name, checksum FROM migrations ORDER BY rowid",
    );
    expect(rows).toEqual(MIGRATIONS.map(({ name, sql: text }) => ({ name, checksum: checksum(text) })));
  });

  test("are applied once, and a new one is added to what is there", async () => {
    await onStorage((storage) => {
      migrate(storage, MIGRATIONS);
      migrate(storage, [...MIGRATIONS, MORE]);
      migrate(storage, [...MIGRATIONS, MORE]);
      expect(storage.sql.exec("SELECT COUNT(*) AS count FROM more").one()).toEqual({ count: 1 });
    });
  });

  test("that were changed after they had been applied are refused by name", async () => {
    await onStorage((storage) => {
      migrate(storage, [MORE]);
      const changed = { ...MORE, sql: `${MORE.sql} -- and more` };
      expect(() => migrate(storage, [changed])).toThrow(/Migration 9999_more was changed/);
    });
  });

  test("that fail leave nothing behind and are tried again", async () => {
    await onStorage((storage) => {
      const broken = { ...MORE, sql: "CREATE TABLE half (id INTEGER); SELECT no_such_function();" };
      expect(() => migrate(storage, [broken])).toThrow(/no_such_function/);
      expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'half'").toArray()).toEqual([]);
      migrate(storage, [MORE]);
      expect(storage.sql.exec("SELECT id FROM more").one()).toEqual({ id: 1 });
    });
  });

  test("that only a newer build knows do not stop an older one", async () => {
    await onStorage((storage) => {
      migrate(storage, [...MIGRATIONS, MORE]);
      expect(() => migrate(storage, MIGRATIONS)).not.toThrow();
    });
  });

  test("read the same with Windows line ends", () => {
    expect(checksum("a\r\nb")).toBe(checksum("a\nb"));
    expect(checksum("a\nb")).not.toBe(checksum("a\nc"));
  });

  test("make strict tables only", async () => {
    const { stub } = fresh();
    const loose = await sql(
      stub,
      "SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    );
    expect(loose).toEqual([]);
  });
});
