/**
 * `npm run generate`: writes each version's API document, `workers/vN/openapi.json`, from its route table.
 * `node cli/openapi.ts --check` writes nothing and fails when a document is not what its table says.
 * A version takes part by having a `document.ts`; nothing here knows which versions there are.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Described, documentOf } from "./openapi-document.ts";

const WORKERS = new URL("../workers/", import.meta.url);

interface Generated {
  /** For people: relative to the repository. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

async function generate(): Promise<Generated[]> {
  const versions = readdirSync(WORKERS).filter((it) => existsSync(new URL(`${it}/document.ts`, WORKERS)));
  return Promise.all(
    versions.toSorted().map(async (version) => {
      // By URL: the versions are found, not named, and their types belong to another world than this one.
      const module = (await import(new URL(`${version}/document.ts`, WORKERS).href)) as { described: Described };
      const file = fileURLToPath(new URL(`${version}/openapi.json`, WORKERS));
      const text = `${JSON.stringify(documentOf(module.described), null, 2)}\n`;
      return { name: `workers/${version}/openapi.json`, file, text };
    }),
  );
}

const generated = await generate();
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
