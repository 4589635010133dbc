/** The pages under /docs: what each problem means and what to do, and the guides from version to version. */
import type { Refusal } from "../refusal.ts";
import PAGES from "./pages.json";

interface Page {
  readonly title: string;
  /** HTML, made from our own Markdown: nothing of a request is in it. */
  readonly body: string;
}

const pages: Readonly<Record<string, Page>> = PAGES;

export function docsPage(path: string): Response | Refusal {
  const plain = path.replace(/\/$/, "");
  if (plain === "/docs") return html({ title: "Documentation", body: contents() });
  const page = Object.hasOwn(pages, plain) ? pages[plain] : undefined;
  return page === undefined ? { kind: "not-found" } : html(page);
}

function contents(): string {
  const links = Object.entries(pages).map(([path, { title }]) => `<li><a href="${path}">${title}</a></li>`);
  return `<h1>Documentation</h1><ul>${links.join("")}</ul>`;
}

/** Nothing but text: a policy that allows no script and no foreign content holds by itself. */
function html({ title, body }: Page): Response {
  const style = "body{font:16px/1.5 system-ui;max-width:42rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}";
  return new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${title}</title><style>${style}</style><body>${body}</body></html>`,
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
