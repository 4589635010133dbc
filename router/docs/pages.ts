/** The pages under /docs: what each problem means, and how to leave an old version. Served by the admin worker: no version's request needs them. */
import PAGES from "./pages.json";

interface Page {
  readonly title: string;
  /** HTML, made from our own Markdown: nothing of a request is in it. */
  readonly body: string;
}

type Pages = Readonly<Record<string, Page>>;

const problems: Pages = PAGES.problems;
const guides: Pages = PAGES.guides;

const DOCS = "/docs/";
const PROBLEMS = "/docs/problems/";

/** Null: there is no such page. */
export function docsPage(path: string): Response | null {
  const plain = path.endsWith("/") ? path.slice(0, -1) : path;
  if (plain === "/docs")
    return html({ title: "Documentation", body: contents(guides, DOCS) + contents(problems, PROBLEMS) });
  if (plain === "/docs/problems") return html({ title: "Problems", body: contents(problems, PROBLEMS) });
  const page = plain.startsWith(PROBLEMS) ? called(problems, plain, PROBLEMS) : called(guides, plain, DOCS);
  return page === undefined ? null : html(page);
}

function called(pages: Pages, path: string, folder: string): Page | undefined {
  const name = path.slice(folder.length);
  return Object.hasOwn(pages, name) ? pages[name] : undefined;
}

function contents(pages: Pages, folder: string): string {
  const links = Object.entries(pages).map(([name, { title }]) => `<li><a href="${folder}${name}">${title}</a>`);
  return `<ul>${links.join("")}</ul>`;
}

/** Nothing but text: a policy that allows no script and no foreign content holds by itself. */
function html({ title, body }: Page): Response {
  const style =
    "body{font-family:system-ui;max-width:42rem;margin:auto}td,th{text-align:left;vertical-align:top;padding:.2em .8em .2em 0}";
  return new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${title}</title><style>${style}</style><h1>${title}</h1>${body}`,
    {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "max-age=300",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
      },
    },
  );
}
