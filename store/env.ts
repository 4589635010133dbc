/** What the store's worker is bound to: its own objects, one per account, named by the account's key. */
import type { AccountStore } from "./account.ts";

export interface Env {
  /** `anywhere`: deliveries may go to loopback, private and other special addresses too. Otherwise they may not. */
  readonly WEBHOOK_TARGETS: string;
  /** Bytes of an account's database: from the first on the log warns, from the second on nothing is added. See size.ts. */
  readonly SIZE_WARNING?: string;
  readonly SIZE_LIMIT?: string;
  readonly ACCOUNTS: DurableObjectNamespace<AccountStore>;
}
