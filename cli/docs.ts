/**
 * The pages that the router serves under /docs/problems, made from Markdown: `node cli/docs.ts` writes them,
 * `--check` ends with 1 when they are stale. Rendered here, so that no Markdown parser is in the bundle.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { marked } from "marked";

const PROBLEMS = new URL("../docs/problems/", import.meta.url);
const PAGES = new URL("../router/docs/pages.json", import.meta.url);

interface Page {
  readonly title: string;
  /** HTML. */
  readonly body: string;
}

/** By the problem's name, which is its file's. */
function pages(): Record<string, Page> {
  const files = readdirSync(PROBLEMS).filter((file) => file.endsWith(".md"));
  return Object.fromEntries(files.toSorted().map((file) => [file.slice(0, -3), page(new URL(file, PROBLEMS))]));
}

function page(file: URL): Page {
  const [heading = "", ...rest] = readFileSync(file, "utf8").split("\n");
  const body = marked.parse(rest.join("\n"), { async: false }).trim().replaceAll("\n", "");
  return { title: heading.replace(/^# /, ""), body };
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
