import type { Change, Guide } from "../change.ts";

export const anUpdateAnswers201: Change = {
  status: (status, call) => (call.method === "POST" && status === 200 ? 201 : status),
};

export const guide: Guide = {
  change: "v1 answers 201 to an update as to a creation; v2 answers 200 to an update.",
  affects: "Clients that compare the status with 201 instead of taking any 2xx.",
  migrate: "Take 200 and 201 for success; only 201 means that something new was made.",
  why: "The status is the only part of the answer that tells an update from a creation.",
  severity: "mechanical",
};
