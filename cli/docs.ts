/**
 * The pages that the router serves under /docs: `node cli/docs.ts` writes them, `--check` ends with 1 when they are
 * stale. What each problem means is in `docs/problems`; a migration guide is made from its version's changes, and stays
 * in `docs` when the version has gone. Rendered here, so that no Markdown parser is in a bundle.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { marked } from "marked";
import { madeGuides } from "./guide-folder.ts";
import { ROOT } from "./openapi-documents.ts";

interface Page {
  readonly title: string;
  /** HTML. */
  readonly body: string;
}

type Written = ReadonlyMap<string, string>;

/** By file, relative to the repository. */
const written: Written = new Map((await madeGuides()).map(({ file, text }) => [file, text]));

/** By the last part of the page's path, which is its file's name. */
function pages(folder: string, files: RegExp): Record<string, Page> {
  const found = readdirSync(new URL(folder, ROOT)).filter((file) => files.test(file));
  const made = [...written.keys()].filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length));
  const all = [...new Set([...found, ...made])].toSorted();
  return Object.fromEntries(all.map((file) => [file.slice(0, -3), page(textOf(`${folder}${file}`))]));
}

function textOf(file: string): string {
  return written.get(file) ?? readFileSync(new URL(file, ROOT), "utf8");
}

function page(markdown: string): Page {
  const [heading = "", ...rest] = markdown.split("\n");
  const body = marked.parse(rest.join("\n"), { async: false }).trim().replaceAll("\n", "");
  return { title: heading.replace(/^# /, ""), body };
}

const made = { problems: pages("docs/problems/", /\.md$/), guides: pages("docs/", /^migrating-.*\.md$/) };
const { values } = parseArgs({ options: { check: { type: "boolean" } } });
for (const [file, text] of [...written, ["router/docs/pages.json", `${JSON.stringify(made, null, 2)}\n`] as const]) {
  const at = new URL(file, ROOT);
  if (values.check !== true) {
    writeFileSync(at, text);
  } else if (!existsSync(at) || readFileSync(at, "utf8") !== text) {
    console.error(`${file} is stale: run \`npm run generate\` and commit it.`);
    process.exitCode = 1;
  }
}
