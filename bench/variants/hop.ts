/** The bare hop: a service binding and no logic. What any router costs at least. */
interface Env {
  readonly V2: Fetcher;
}

export default {
  fetch: (request, env) => env.V2.fetch(request),
} satisfies ExportedHandler<Env>;
