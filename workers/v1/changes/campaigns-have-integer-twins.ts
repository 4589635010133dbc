import type { Change, Guide } from "../change.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";

export const campaignsHaveIntegerTwins: Change = {
  needs: (call) => {
    const id = call.body["campaign"];
    return typeof id === "number" ? [{ fact: "named", names: { campaign: { id } } }] : [];
  },
  request: (call, { named }) => {
    if (call.method !== "POST") return call;
    const { campaign: id, ...body } = call.body;
    const numbered = { ...call, numbered: { beside: {} }, body };
    if (typeof id !== "number") return numbered;
    if (body["uuid"] !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["Give either uuid or campaign, not both."] }) };
    }
    if (!named?.campaign) return { refuse: faults({ campaign: [`There is no campaign with the number ${id}.`] }) };
    return { ...numbered, body: { ...body, uuid: named.campaign.uuid } };
  },
  response: (campaign, { id }) => ({ ...campaign, campaign: id }),
  problem: (answer, call) => (call.body["campaign"] === undefined ? answer : renamed(answer, "uuid", "campaign")),
};

export const guide: Guide = {
  change:
    "v1's campaign has an integer, `campaign`, beside its `uuid`, and is written by either; v2's has only the UUID.",
  affects: "Whoever keeps the integers of campaigns.",
  migrate: "Keep UUIDs. Both are shown by v1 as long as it is there: read the list once and note which is which.",
  why: "Integers do not survive a move between installations, and told how many there were.",
  severity: "mechanical",
};
