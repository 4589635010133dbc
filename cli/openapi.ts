/**
 * `npm run generate`: writes each version's API document, `workers/vN/openapi.json`, from its route table, and
 * the operator's, `router/admin/openapi.json`, from its own.
 * `node cli/openapi.ts --check` writes nothing and fails when a document is not what its table says.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { adminDocumentOf } from "./openapi-admin.ts";
import { documentOf } from "./openapi-document.ts";
import { ADMIN, ROOT, fileIn, versionFolders } from "./openapi-documents.ts";

interface Generated {
  /** For people: relative to the repository. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/**
 * @param folder relative to the repository, with a `document.ts`. Imported by URL: its types belong to another world
 * than this one, and the versions are found, not named.
 */
async function generate(folder: string, documentOf: (described: never) => unknown): Promise<Generated> {
  const module = (await import(new URL(`${folder}/document.ts`, ROOT).href)) as { described: never };
  const name = `${folder}/openapi.json`;
  const text = `${JSON.stringify(documentOf(module.described), null, 2)}\n`;
  return { name, file: fileIn(folder, "openapi.json"), text };
}

const generated = await Promise.all([
  ...versionFolders().map((folder) => generate(folder, documentOf)),
  generate(ADMIN, adminDocumentOf),
]);
if (process.argv.includes("--check")) {
  const stale = generated.filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
  for (const { name } of stale) {
    console.error(`${name} is not what its route table says: run \`npm run generate\` and commit it.`);
  }
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { name, file, text } of generated) {
    writeFileSync(file, text);
    console.log(`wrote ${name}`);
  }
}
