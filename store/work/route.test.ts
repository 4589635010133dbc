import { describe, expect, test } from "vitest";
import { route } from "./route.ts";

const PHONE = { id: 11, schemes: ["tel"] };
const OTHER = { id: 13, schemes: ["tel", "whatsapp"] };
const BIRD = { id: 12, schemes: ["twitter"] };

describe("a message goes to", () => {
  test.each([
    ["the first URN", ["tel:+1", "twitter:a"], [PHONE, BIRD], { urn: "tel:+1", channel: 11 }],
    [
      "the first URN that a channel serves",
      ["mailto:a@b.c", "twitter:a"],
      [PHONE, BIRD],
      { urn: "twitter:a", channel: 12 },
    ],
    ["the URN's order, not the channels'", ["twitter:a", "tel:+1"], [PHONE, BIRD], { urn: "twitter:a", channel: 12 }],
    ["the first channel that serves it", ["tel:+1"], [BIRD, OTHER, PHONE], { urn: "tel:+1", channel: 13 }],
    ["nobody where no channel serves a URN", ["mailto:a@b.c"], [PHONE, BIRD], null],
    ["nobody without a URN", [], [PHONE], null],
    ["nobody without a channel", ["tel:+1"], [], null],
  ])("%s", (_, urns, channels, way) => {
    expect(route(urns, channels)).toEqual(way);
  });
});
