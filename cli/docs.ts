/**
 * The pages that the router serves under /docs, made from Markdown: `node cli/docs.ts` writes them,
 * `--check` ends with 1 when they are stale. Rendered here, so that no Markdown parser is in the bundle.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { marked } from "marked";

const DOCS = new URL("../docs/", import.meta.url);
const PAGES = new URL("../router/docs/pages.json", import.meta.url);

/** Path of a page → its title and body. Guides and problems; the rest of docs/ is for developers. */
function pages(): Record<string, { title: string; body: string }> {
  const guides = readdirSync(DOCS).filter((file) => /^migrating-.*\.md$/.test(file));
  const problems = readdirSync(new URL("problems/", DOCS)).filter((file) => file.endsWith(".md"));
  const files = [...guides, ...problems.map((file) => `problems/${file}`)].toSorted();
  return Object.fromEntries(files.map((file) => [`/docs/${file.slice(0, -3)}`, page(new URL(file, DOCS))]));
}

function page(file: URL): { title: string; body: string } {
  const markdown = readFileSync(file, "utf8");
  const title = /^# (.+)$/m.exec(markdown)?.[1];
  if (title === undefined) throw new Error(`${file.pathname} has no title: begin it with a line "# …".`);
  return { title, body: marked.parse(markdown, { async: false }).trim() };
}

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const made = `${JSON.stringify(pages(), null, 2)}\n`;
const current = existsSync(PAGES) ? readFileSync(PAGES, "utf8") : "";
if (values.check !== true) {
  writeFileSync(PAGES, made);
} else if (made !== current) {
  console.error("router/docs/pages.json is stale: run `npm run generate` and commit it.");
  process.exitCode = 1;
}
