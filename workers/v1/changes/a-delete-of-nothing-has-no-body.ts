import type { Change, Guide } from "../change.ts";

export const aDeleteOfNothingHasNoBody: Change = {
  problem: (answer, call) => (call.method === "DELETE" && answer.status === 404 ? { status: 404, body: null } : answer),
};

export const guide: Guide = {
  change: "v1 answers a delete that finds nothing with a bare 404; v2 says in `detail` what it did not find.",
  affects: "Only a client that takes a 404 with a body for another kind of failure.",
  migrate: "Go by the status. Show `detail` if you show anything.",
  why: "An error without a sentence leaves the reader guessing.",
  severity: "mechanical",
};
