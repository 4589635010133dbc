import * as z from "zod";
import { MESSAGE_ACTIONS } from "../changes/actions-on-messages-have-other-names.ts";
import type { DescribedOperation } from "./operation.ts";

const body = z.object({
  messages: z.array(z.int()).meta({ description: "Numbers. Unknown, deleted and sent ones are left out." }),
  action: z.enum(MESSAGE_ACTIONS),
  label: z.string().max(64).nullish().meta({ description: "By name: made where there is none." }),
  label_uuid: z.string().nullish().meta({ description: "Instead of `label`." }),
});

export const messageActions: readonly DescribedOperation[] = [
  {
    method: "POST",
    summary: "Do one thing to any number of received messages",
    description:
      "Up to 10,000 of them all or none, with the label that is made. Of more, each further 10,000 are done after those before them, which stay done when one of these fails.",
    query: z.object({}),
    body,
    answers: { 204: null },
    successor: "POST /message_actions",
    migration:
      "Send at most 100 received messages at once, `restore` for `unarchive`, the label's name as `label_name`, its UUID as `label`.",
  },
];
