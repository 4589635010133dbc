/** The pages under /docs: what each problem means and what to do. Served by the admin worker: no version's request needs them. */
import PAGES from "./pages.json";

interface Page {
  readonly title: string;
  /** HTML, made from our own Markdown: nothing of a request is in it. */
  readonly body: string;
}

const pages: Readonly<Record<string, Page>> = PAGES;

const PROBLEMS = "/docs/problems/";

/** Null: there is no such page. */
export function docsPage(path: string): Response | null {
  const plain = path.endsWith("/") ? path.slice(0, -1) : path;
  if (plain === "/docs" || plain === "/docs/problems") return html({ title: "Problems", body: contents() });
  const name = plain.startsWith(PROBLEMS) ? plain.slice(PROBLEMS.length) : "";
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
  return page === undefined ? null : html(page);
}

function contents(): string {
  const links = Object.entries(pages).map(([name, { title }]) => `<li><a href="${PROBLEMS}${name}">${title}</a>`);
  return `<ul>${links.join("")}</ul>`;
}

/** Nothing but text: a policy that allows no script and no foreign content holds by itself. */
function html({ title, body }: Page): Response {
  const style = "body{font-family:system-ui;max-width:42rem;margin:auto}";
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
