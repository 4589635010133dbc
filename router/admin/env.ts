/** The admin worker's bindings. */
import type { DirectoryObject } from "../identity/directory.ts";
import type { UsageNamespace } from "../usage/flush.ts";

export interface Env {
  /** One object: the truth about accounts, keys and operators. */
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject & Rpc.DurableObjectBranded>;
  /** Sixteen objects a version: what was called, by whom. */
  readonly USAGE: UsageNamespace;
  /** Where imports and exports go; absent when the deployment has no such store. */
  readonly STORE?: Fetcher;
}
