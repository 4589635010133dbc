import { contactActionsNameAGroupInTwoWays } from "../changes/contact-actions-name-a-group-in-two-ways.ts";
import { expiringEndsRuns } from "../changes/expiring-ends-runs.ts";
import { objectEndpoint } from "../endpoint.ts";

export const contactActions = objectEndpoint({
  name: "contact_actions",
  roles: ["A", "E", "S"],
  methods: ["POST"],
  changes: [contactActionsNameAGroupInTwoWays, expiringEndsRuns],
});
