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

/** @param config path of the worker's configuration, from the repository's root */
export function bundle(name: string, config: string): Bundle {
  const outdir = mkdtempSync(join(tmpdir(), `milepost-bench-${name}-`));
  const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const built = spawnSync(process.execPath, [wrangler, "deploy", "-c", config, "--dry-run", "--outdir", outdir], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" },
  });
  if (built.status !== 0) throw new Error(`${name} does not build:\n${built.stderr}`);
  const files = readdirSync(outdir).filter((file) => !file.endsWith(".map") && file !== "README.md");
  const modules = files
    .toSorted((a, b) => Number(b.endsWith(".js")) - Number(a.endsWith(".js")))
    .map((file) => ({ name: file, file: join(outdir, file) }));
  const contents = modules.map(({ file }) => readFileSync(file));
  return {
    name,
    modules,
    bytes: contents.reduce((sum, content) => sum + content.byteLength, 0),
    gzippedBytes: gzipSync(Buffer.concat(contents)).byteLength,
  };
}
