import type { Change } from "../change.ts";
import { faults } from "../refusals.ts";

export const theIdentifierIsInTheBody: Change = {
  description:
    "v1 finds the object to update by `uuid` in the body and answers 400 when there is none; v2 finds it by `?uuid=` and answers 404.",
  request: (call) => {
    if (call.method !== "POST") return call;
    const { uuid, ...body } = call.body;
    return { ...call, body, query: typeof uuid === "string" ? { uuid: [uuid] } : {} };
  },
  problem: (answer, call) => {
    const { uuid } = call.body;
    if (call.method !== "POST" || answer.status !== 404 || typeof uuid !== "string") return answer;
    return faults({ uuid: [`There is no object with the UUID ${uuid}.`] });
  },
};
