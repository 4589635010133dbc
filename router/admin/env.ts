/** The admin worker's bindings. */
import type { DirectoryObject } from "../identity/directory.ts";

export interface Env {
  /** One object: the truth about accounts, keys and operators. */
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject & Rpc.DurableObjectBranded>;
  readonly USAGE: UsageNamespace;
  /** Where imports and exports go; absent when the deployment has no such store. */
  readonly STORE?: Fetcher;
}
