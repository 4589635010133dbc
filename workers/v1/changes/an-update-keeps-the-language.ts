import type { Change } from "../change.ts";

export const anUpdateKeepsTheLanguage: Change = {
  description: "v1 ignores `language` in an update by `uuid`, except null, which clears it; v2 sets it.",
  request: (call) => {
    const { language, ...body } = call.body;
    const kept = call.query["uuid"] !== undefined && typeof language === "string";
    return kept ? { ...call, body } : call;
  },
};
