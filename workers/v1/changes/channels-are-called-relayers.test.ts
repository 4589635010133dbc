import { expect, test } from "vitest";
import { channelsAreCalledRelayers as change } from "./channels-are-called-relayers.ts";

const SEEN = { id: 11, beside: { pending: 3 } };

test("the telephone's state stands beside the rest", () => {
  const device = { name: "Nexus", power_level: 0, power_status: "S", power_source: null, network_type: "WIFI" };
  expect(change.response?.({ address: "+1", name: "Phone", device }, SEEN)).toEqual({
    address: "+1",
    name: "Phone",
    device,
    relayer: 11,
    phone: "+1",
    power_level: 0,
    power_status: "S",
    power_source: null,
    network_type: "WIFI",
    pending_message_count: 3,
  });
});

test("what is no telephone has a power level all the same: it was an integer", () => {
  expect(change.response?.({ address: null, device: null }, SEEN)).toMatchObject({
    phone: null,
    power_level: -1,
    power_status: null,
    power_source: null,
    network_type: null,
  });
});
