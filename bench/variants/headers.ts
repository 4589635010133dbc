/**
 * The header-only router: forwards and sets as many fields as the real one, each to a constant, with no
 * logic at all. What is left between it and the router is the price of deciding.
 */
interface Env {
  readonly V2: Fetcher;
}

export default {
  async fetch(request, env) {
    const headers = new Headers(request.headers);
    headers.set("X-Forwarded-Proto", "http");
    headers.set("X-Forwarded-Host", "127.0.0.1");
    headers.set("X-Forwarded-Prefix", "/api/v2");
    headers.set("X-Request-Id", "00000000-0000-4000-8000-000000000000");
    headers.set("X-API-Version", "2");
    headers.set("X-Account-Id", "main");
    headers.set("Cloudflare-Workers-Version-Key", "main");
    headers.set("X-Key-Id", "00000000-0000-4000-8000-000000000000");
    headers.set("X-Key-Role", "A");
    headers.delete("Authorization");
    headers.delete("X-API-Token");
    const url = `http://127.0.0.1${request.url.slice(request.url.indexOf("/api/v2") + 7)}`;
    const upstream = await env.V2.fetch(url, {
      method: request.method,
      headers,
      body: request.body,
      redirect: "manual",
    });
    const answer = new Response(upstream.body, upstream);
    answer.headers.set("API-Version", "2");
    answer.headers.set("API-Version-Source", "url");
    answer.headers.set("X-Request-Id", "00000000-0000-4000-8000-000000000000");
    answer.headers.delete("X-Route");
    answer.headers.set("Vary", "Authorization, X-API-Token");
    answer.headers.set("Cache-Control", "private");
    answer.headers.set("RateLimit-Policy", '"v2.contacts";q=1000000000;w=3600');
    answer.headers.set("RateLimit", '"v2.contacts";r=999999999;t=3600');
    answer.headers.append("Link", '</api/v2/>; rel="latest-version"');
    return answer;
  },
} satisfies ExportedHandler<Env>;
