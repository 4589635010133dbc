import { isObject } from "../../../http/object.ts";
import type { Change, Guide } from "../change.ts";

/** What v1 said of a channel that runs on no telephone. */
const NO_POWER = -1;

export const channelsAreCalledRelayers: Change = {
  response: (channel, { id, beside }) => {
    const device = isObject(channel["device"]) ? channel["device"] : {};
    return {
      ...channel,
      relayer: id,
      phone: channel["address"],
      power_level: device["power_level"] ?? NO_POWER,
      power_status: device["power_status"] ?? null,
      power_source: device["power_source"] ?? null,
      network_type: device["network_type"] ?? null,
      pending_message_count: beside["pending"],
    };
  },
};

export const guide: Guide = {
  change:
    "v1 calls a channel `relayer`, after its integer, and its address `phone`, and shows the telephone's state beside them, with a power level of -1 where there is no telephone; v2 has the UUID, `address`, and the state in `device`, null where there is none.",
  affects: "Everybody who reads relayers.",
  migrate:
    "Read `channels`; keep UUIDs instead of integers. What waits to be sent is in `messages` with `folder=outbox`, of all channels together.",
  why: "Most channels are no telephones, and integers do not survive a move between installations.",
  severity: "mechanical",
};
