import type { Change } from "../change.ts";

export const aDeleteOfNothingHasNoBody: Change = {
  description: "v1 answers a delete that finds nothing with a bare 404; v2 says so in `detail`.",
  problem: (answer, call) => (call.method === "DELETE" && answer.status === 404 ? { status: 404, body: null } : answer),
};
