/** The admin worker's bindings. */
import type { KeysNamespace } from "../identity/identify.ts";

export interface Env {
  readonly KEYS: KeysNamespace;
  /** Where imports and exports go; absent when the deployment has no such store. */
  readonly STORE?: Fetcher;
}
