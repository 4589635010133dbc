import { callTypesAreShortWords } from "../changes/call-types-are-short-words.ts";
import { callsAreFoundByManyValues } from "../changes/calls-are-found-by-many-values.ts";
import { channelEventsAreCalledCalls } from "../changes/channel-events-are-called-calls.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { listEndpoint } from "../endpoint.ts";

export const calls = listEndpoint({
  name: "calls",
  roles: ["A", "E"],
  methods: ["GET"],
  counted: "channel_events",
  identifier: "id",
  objects: (upstream, refs) => upstream.pick("channel_events", refs),
  changes: [
    onlyItsFirstAttributes([
      "call",
      "contact",
      "relayer",
      "relayer_phone",
      "phone",
      "created_on",
      "duration",
      "call_type",
    ]),
    datesHaveMilliseconds,
    callsAreFoundByManyValues,
    callTypesAreShortWords,
    channelEventsAreCalledCalls,
  ],
});
