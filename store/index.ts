/** The store's worker: the account objects, imports over a service binding, and what older versions still ask for. */
import { AccountStore } from "./account.ts";
import type { Env } from "./env.ts";
import { COUNTED } from "./legacy/v1.ts";
import { receive } from "./receive.ts";

export { LegacyV1 } from "./legacy/v1.ts";

export class Account extends AccountStore {
  protected override readonly modules = { counted: COUNTED };
}

export default { fetch: receive } satisfies ExportedHandler<Env>;
