/**
 * The data folder of a local edge: builds, Durable Object data, secrets and the state that ties them
 * together. Files are replaced whole (written beside, then renamed), so that a crash leaves the old one or
 * the new one. One edge at a time.
 */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

export class DataDir {
  readonly path: string;
  readonly #lock: DatabaseSync;

  private constructor(path: string, lock: DatabaseSync) {
    this.path = path;
    this.#lock = lock;
  }

  /** Throws an `Error` whose message is a sentence when the folder cannot be used or another edge has it. */
  static async open(path: string): Promise<DataDir> {
    const full = resolve(path);
    try {
      await mkdir(full, { recursive: true, mode: 0o700 });
    } catch {
      throw new Error(`The data folder ${path} cannot be created. Choose another with --data.`);
    }
    return new DataDir(full, takeLock(path, join(full, "edge.lock")));
  }

  file(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** Null when there is no such file; throws when it is not JSON, because guessing would lose what it held. */
  async readJson(name: string): Promise<unknown> {
    const text = await this.readText(name);
    if (text === null) return null;
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      throw new Error(`${join(this.path, name)} is damaged: it is not JSON. Restore it, or start with another --data.`);
    }
  }

  async readText(name: string): Promise<string | null> {
    try {
      return await readFile(this.file(name), "utf8");
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Only the owner may read what we write: the folder holds secrets. */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    await replaceFile(this.file(name), content);
  }

  /** The token in this file, made on first use: 48 hexadecimal digits. */
  async token(name: string): Promise<string> {
    const known = (await this.readText(name))?.trim();
    if (known !== undefined && known !== "") return known;
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("hex");
    await this.write(name, `${token}\n`);
    return token;
  }

  close(): void {
    this.#lock.close();
  }
}

/** Written beside, flushed, then renamed: what was there stays until the new content is on disk. */
async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  try {
    const file = await open(beside, "w", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * An open exclusive transaction is a lock that the system takes back when the process ends, however it ends.
 * A file with a process id in it would survive a `kill -9` and could name a stranger.
 */
function takeLock(path: string, file: string): DatabaseSync {
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(file);
  } catch {
    throw new Error(`The data folder ${path} cannot be written. Choose another with --data.`);
  }
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch {
    lock.close();
    throw new Error(
      `The data folder ${path} is in use by another running edge. Stop that one, or choose another with --data.`,
    );
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
