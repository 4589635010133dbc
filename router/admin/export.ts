/** `/admin/accounts/{account}/export`: all of an account's data, as the store streams it. */
import { refused } from "./outcome.ts";
import { route, type Route } from "./route.ts";

const NDJSON = "application/x-ndjson";

export const exportRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/accounts/{account}/export",
    id: "export_account",
    summary: "All of the account's data, as lines that an import takes",
    description: "Without its keys: of those only digests are kept.",
    stream: { gives: NDJSON },
    answers: { 200: null },
    also: [404, 503],
    async work({ env }, { path }) {
      let answer: Response | undefined;
      try {
        answer = await env.STORE?.fetch(`http://store/export?account=${path.account}`);
      } catch {
        answer = undefined;
      }
      if (answer?.status === 404) return refused({ kind: "account-unknown", ...path });
      if (answer?.status !== 200 || answer.body === null) return refused({ kind: "export-unavailable" });
      return { kind: "stream", body: answer.body, type: NDJSON, filename: `${path.account}.ndjson` };
    },
  }),
];
