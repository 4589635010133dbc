/** What the store's worker is bound to: its own objects, one per account, named by the account's key. */
import type { AccountStore } from "./account.ts";

export interface Env {
  /** `anywhere`: deliveries may go to loopback, private and other special addresses too. Otherwise they may not. */
  readonly WEBHOOK_TARGETS?: string;
  readonly ACCOUNTS: DurableObjectNamespace<AccountStore>;
}
