/** Builds workers exactly as a deploy would (`wrangler deploy --dry-run`), and says how large they are. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export interface Bundle {
  readonly name: string;
  /** Module name → file on disk; the first is the main module. */
  readonly modules: readonly { readonly name: string; readonly file: string }[];
  readonly bytes: number;
  /** Of all modules together, as the platform counts. */
  readonly gzippedBytes: number;
}

/** A worker of one file, without bindings of its own in any configuration. */
export function bundleScript(name: string, file: string, compatibilityDate: string): Bundle {
  const config = join(mkdtempSync(join(tmpdir(), "milepost-bench-")), "wrangler.json");
  writeFileSync(config, JSON.stringify({ name, main: join(ROOT, file), compatibility_date: compatibilityDate }));
  return bundle(name, config);
}

/** How Node is started to build a worker into a folder. `config` is a path from the repository's root. */
export function dryRun(config: string, outdir: string) {
  const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const env = { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" };
  return { args: [wrangler, "deploy", "-c", config, "--dry-run", "--outdir", outdir], options: { cwd: ROOT, env } };
}

/** What a dry run has left in its folder. */
export function modulesIn(outdir: string): Bundle["modules"] {
  return readdirSync(outdir)
    .filter((file) => !file.endsWith(".map") && file !== "README.md")
    .toSorted((a, b) => Number(b.endsWith(".js")) - Number(a.endsWith(".js")))
    .map((file) => ({ name: file, file: join(outdir, file) }));
}

/** @param config path of the worker's configuration, from the repository's root */
export function bundle(name: string, config: string): Bundle {
  const outdir = mkdtempSync(join(tmpdir(), `milepost-bench-${name}-`));
  const { args, options } = dryRun(config, outdir);
  const built = spawnSync(process.execPath, args, { ...options, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`${name} does not build:\n${built.stderr}`);
  const modules = modulesIn(outdir);
  const contents = modules.map(({ file }) => readFileSync(file));
  return {
    name,
    modules,
    bytes: contents.reduce((sum, content) => sum + content.byteLength, 0),
    gzippedBytes: gzipSync(Buffer.concat(contents)).byteLength,
  };
}
