import { actionsOnMessagesHaveOtherNames } from "../changes/actions-on-messages-have-other-names.ts";
import { aLabelIsMadeEvenToBeTakenOff } from "../changes/a-label-is-made-even-to-be-taken-off.ts";
import { anyNumberOfMessagesIsActedUpon } from "../changes/any-number-of-messages-is-acted-upon.ts";
import { objectEndpoint } from "../endpoint.ts";

export const messageActions = objectEndpoint({
  name: "message_actions",
  roles: ["A", "E", "S"],
  methods: ["POST"],
  changes: [actionsOnMessagesHaveOtherNames, aLabelIsMadeEvenToBeTakenOff, anyNumberOfMessagesIsActedUpon],
});
