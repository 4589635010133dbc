/** Every kind of task. A new one needs its name in `PLACES`, a line here, and `addTask` where the work is promised. */
import { delivering } from "../webhooks/deliver.ts";
import { following } from "../write/contact_messages.ts";
import { removing } from "../write/removal.ts";
import { broadcasting } from "./broadcasting.ts";
import { expiring } from "./expiring.ts";
import { starting } from "./starting.ts";
import type { Kind, KindName, PLACES } from "./task.ts";

export const KINDS: { readonly [K in KindName]: Extract<Kind, { place: (typeof PLACES)[K] }> } = {
  broadcast: broadcasting,
  deliver: delivering,
  expire: expiring,
  messages: following,
  remove: removing,
  start: starting,
};
