import type { Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";

export const theIdentifierIsInTheBody: Change = {
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

export const guide: Guide = {
  change:
    "v1 finds the object to update by `uuid` in the body and answers 400 when there is none; v2 finds it by `?uuid=` and answers 404.",
  affects: "Everybody who updates objects.",
  migrate:
    "Move the identifier into the query: `POST /contacts.json?uuid=…`. v2 ignores `uuid` in a body and would create a second object.",
  why: "A URL should name what a request is about; the body says what to write.",
  severity: "silent",
};
