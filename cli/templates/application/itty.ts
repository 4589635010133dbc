/** NAME. Any worker with `fetch` is a version; the router has checked the key and taken the prefix off. */
import { IttyRouter, type IRequest } from "itty-router";
import { FORWARDED, REPORTED } from "../../../contracts/headers.ts";
import { RELEASE } from "./release.ts";

const router = IttyRouter<IRequest, []>();
router
  .get("/", ({ headers }) => said({ application: "NAME", account: headers.get(FORWARDED.account) }, "GET /"))
  .all("*", () => said({ detail: "There is no such path here." }, "* /*", 404));

export default {
  // The library writes into the request it is given, so it gets a copy.
  fetch: (request) => router.fetch(new Request(request)),
} satisfies ExportedHandler;

/** @param route what usage counts the request under: never anything that a client made up */
function said(body: object, route: string, status = 200): Response {
  return Response.json(body, { status, headers: { [REPORTED.route]: route, [REPORTED.release]: RELEASE } });
}
