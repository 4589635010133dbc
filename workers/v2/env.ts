/** v2's bindings: the accounts' objects, and nothing else. */
import type { AccountObject } from "../../contracts/account.ts";

export interface Env {
  /** One object per account, named by the account's key. */
  readonly ACCOUNTS: DurableObjectNamespace<AccountObject & Rpc.DurableObjectBranded>;
}
