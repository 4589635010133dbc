/** What crosses between the router, which is public, and the admin worker, which is not. */
import type { Registry } from "../version/registry.ts";

/** What only the router knows of a request below `/admin`. */
export interface Told {
  /** It brought the secret ADMIN_TOKEN. Otherwise its token has to be an operator's. */
  readonly first: boolean;
  readonly requestId: string;
  /** Scheme and host as the client spoke them, no slash at the end. */
  readonly origin: string;
  /** The version table, which is the router's configuration. */
  readonly registry: Registry;
}

/** The admin worker's entrypoint, as the router calls it. */
export interface AdminWorker {
  /** Answers every path below `/admin`, errors included. */
  admin(request: Request, told: Told): Promise<Response>;
  /** What an account called, as it may know itself. */
  usage(request: Request, account: string, told: Told): Promise<Response>;
  /** A page below `/docs`; null when there is none. */
  docs(path: string): Promise<Response | null>;
}
