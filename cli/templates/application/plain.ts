/** NAME. Any worker with `fetch` is a version; the router has checked the key and taken the prefix off. */
import { FORWARDED, REPORTED } from "../../../contracts/headers.ts";
import { RELEASE } from "./release.ts";

export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    switch (`${request.method} ${pathname}`) {
      case "GET /":
        return said({ application: "NAME", account: request.headers.get(FORWARDED.account) }, "GET /");
      default:
        return said({ detail: "There is no such path here." }, "* /*", 404);
    }
  },
} satisfies ExportedHandler;

/** @param route what usage counts the request under: never anything that a client made up */
function said(body: object, route: string, status = 200): Response {
  return Response.json(body, { status, headers: { [REPORTED.route]: route, [REPORTED.release]: RELEASE } });
}
