/**
 * The parts of a request's URL. The path is the one after WHATWG URL parsing; nearly every URL is in that
 * form already, and then cutting the text is several times cheaper than parsing it and asking for each part.
 */

export interface Address {
  /** Scheme as in `X-Forwarded-Proto`. */
  readonly proto: string;
  /** Host and port as the client spoke them. */
  readonly host: string;
  /** Scheme and host, no slash at the end. */
  readonly origin: string;
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly search: string;
}

/** Hosts that mean what they say: the parser rewrites capitals, short and hexadecimal addresses, punycode. */
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const HOST = `(?:${BYTE}(?:\\.${BYTE}){3}|(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*)(?::\\d{1,5})?`;

/** What the parser would leave as it is: nothing to encode in path or query. Dot segments are looked for apart. */
const SETTLED = new RegExp(`^(https?)://(${HOST})(/[\\w!$&'()*+,;=:@~%/.-]*)(\\?[\\w!$&()*+,;=:@~%/?.-]*)?$`);
const UNSETTLED = /\/\.|%2e|xn--|:(?:80|443)\/|:0\d|:[6-9]\d{4}/i;

/** @param url absolute */
export function addressOf(url: string): Address {
  const match = SETTLED.exec(url);
  if (match === null || UNSETTLED.test(url)) return parsed(url);
  const [, proto = "", host = "", path = "", search = ""] = match;
  return { proto, host, origin: `${proto}://${host}`, path, search: search === "?" ? "" : search };
}

function parsed(text: string): Address {
  const url = new URL(text);
  return {
    proto: url.protocol.slice(0, -1),
    host: url.host,
    origin: url.origin,
    path: url.pathname,
    search: url.search,
  };
}
