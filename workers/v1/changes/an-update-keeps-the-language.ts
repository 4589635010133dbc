import type { Change, Guide } from "../change.ts";

export const anUpdateKeepsTheLanguage: Change = {
  request: (call) => {
    const { language, ...body } = call.body;
    const kept = call.query["uuid"] !== undefined && typeof language === "string";
    return kept ? { ...call, body } : call;
  },
};

export const guide: Guide = {
  change: "v1 ignores `language` in an update by `uuid`, except null, which clears it; v2 sets it.",
  affects: "Whoever sends a `language` along with every update, correct or not.",
  migrate: "Send `language` only when it should change.",
  why: "An attribute that is accepted and then not stored is a trap.",
  severity: "silent",
};
