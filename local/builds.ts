/** Modules on disk, one folder per build, and in memory while they serve. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import type { DataDir } from "./data-dir.ts";
import type { Build, ModuleEntry } from "./records.ts";
import type { ModuleContents } from "./runtime.ts";

const FOLDER = "builds";

export class Builds {
  readonly #dir: DataDir;
  readonly #memory = new Map<string, ModuleContents>();

  constructor(dir: DataDir) {
    this.#dir = dir;
  }

  /** Written completely before anything refers to it. */
  async write(id: string, modules: ModuleContents): Promise<readonly ModuleEntry[]> {
    await mkdir(this.#dir.file(FOLDER, id), { recursive: true });
    const entries = Object.entries(modules).map(([name, { type }], index) => ({ name, type, file: String(index) }));
    await Promise.all(
      entries.map(async ({ name, file }) => this.#dir.write(`${FOLDER}/${id}/${file}`, modules[name]?.contents ?? "")),
    );
    this.#memory.set(id, modules);
    return entries;
  }

  async read(build: Build): Promise<ModuleContents> {
    const known = this.#memory.get(build.id);
    if (known !== undefined) return known;
    const modules: ModuleContents = {};
    for (const { name, type, file } of build.modules) {
      const bytes = await readFile(this.#dir.file(FOLDER, build.id, file));
      modules[name] = {
        type,
        contents: type === "wasm" || type === "data" ? new Uint8Array(bytes) : bytes.toString("utf8"),
      };
    }
    this.#memory.set(build.id, modules);
    return modules;
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#memory.delete(id);
      await rm(this.#dir.file(FOLDER, id), { recursive: true, force: true });
    }
  }
}

/** Hex SHA-256 over names, kinds and contents. */
export function hashOf(modules: ModuleContents): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(modules).toSorted()) {
    const module = modules[name];
    if (module === undefined) continue;
    const contents = Buffer.from(module.contents);
    hash.update(`${name}\0${module.type}\0${contents.byteLength}\0`).update(contents);
  }
  return hash.digest("hex");
}
