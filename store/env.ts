/** What the store's worker is bound to: its own objects, one per account, named by the account's key. */
import type { AccountStore } from "./account.ts";

export interface Env {
  readonly ACCOUNTS: DurableObjectNamespace<AccountStore>;
}
