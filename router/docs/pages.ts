/** The pages under /docs: what each problem means and what to do. */
import { TITLES } from "../problems.ts";
import type { Refusal } from "../refusal.ts";
import PAGES from "./pages.json";

/** Bodies in HTML, made from our own Markdown: nothing of a request is in them. */
const pages: Readonly<Record<string, string>> = PAGES;
const titles: Readonly<Record<string, string>> = TITLES;

const PROBLEMS = "/docs/problems/";

export function docsPage(path: string): Response | Refusal {
  const plain = path.endsWith("/") ? path.slice(0, -1) : path;
  if (plain === "/docs" || plain === "/docs/problems") return html("Problems", contents());
  const name = plain.startsWith(PROBLEMS) ? plain.slice(PROBLEMS.length) : "";
  const body = Object.hasOwn(pages, name) ? pages[name] : undefined;
  return body === undefined ? { kind: "not-found" } : html(titles[name] ?? name, body);
}

function contents(): string {
  const links = Object.keys(pages).map((name) => `<li><a href="${PROBLEMS}${name}">${titles[name] ?? name}</a>`);
  return `<ul>${links.join("")}</ul>`;
}

/** Nothing but text: a policy that allows no script and no foreign content holds by itself. */
function html(title: string, body: string): Response {
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
