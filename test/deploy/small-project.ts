/**
 * A project of three workers of a few lines, with a table as in the real one: what the tests of `milepost` change and
 * deploy over and over. The router answers with what it was deployed with.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const ROUTER = `export default { async fetch(_request, env) {
  const said = await Promise.all(Object.keys(env).filter((name) => /^V\\d+$/.test(name)).map(async (name) =>
    [name, await (await env[name].fetch("http://version/")).text()]));
  return Response.json({ versions: Object.fromEntries(said), described: env.VERSION_V3 ?? null });
} };`;

export const TABLE = `# The table of a small project.
name = "small"
main = "index.js"
compatibility_date = "2026-10-23"
workers_dev = true
preview_urls = false

[[services]] # the newest
binding = "V4"
service = "small-v4"

[[services]]
binding = "V3"
service = "small-v3"

[vars.APPLICATION_DEFAULT]
default = 4 # what most callers get

# Nothing is said of v3 yet.
[vars.API]
base = "/api"

# Another place, with a table of its own.
[[env.staging.services]]
binding = "V3"
service = "small-v3-staging"
`;

/** Answers its folder. */
export async function smallProject(folder: string): Promise<string> {
  const root = join(folder, "small");
  await mkdir(root, { recursive: true });
  await writeFile(join(root, "wrangler.toml"), TABLE);
  await writeFile(join(root, "index.js"), ROUTER);
  for (const version of ["v3", "v4"]) {
    await mkdir(join(root, "workers", version), { recursive: true });
    await writeFile(
      join(root, "workers", version, "wrangler.toml"),
      `name = "small-${version}"\nmain = "index.js"\ncompatibility_date = "2026-10-23"\nworkers_dev = false\npreview_urls = false\n`,
    );
    await saying(root, version, `${version} 1`);
  }
  return root;
}

/** Changes what a version's worker answers. */
export async function saying(root: string, version: string, text: string): Promise<void> {
  const code = `export default { fetch() { return new Response(${JSON.stringify(text)}); } };`;
  await writeFile(join(root, "workers", version, "index.js"), code);
}

export function tableText(root: string): Promise<string> {
  return readFile(join(root, "wrangler.toml"), "utf8");
}
