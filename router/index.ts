/** The only public worker: its handler and nothing else. Its Durable Objects live in the admin worker. */
import type { Env } from "./env.ts";
import { handle } from "./pipeline.ts";

export default {
  fetch: handle,
} satisfies ExportedHandler<Env>;
