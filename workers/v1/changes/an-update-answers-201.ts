import type { Change } from "../change.ts";

export const anUpdateAnswers201: Change = {
  description: "v1 answers 201 to an update as to a creation; v2 answers 200.",
  status: (status, call) => (call.method === "POST" && status === 200 ? 201 : status),
};
