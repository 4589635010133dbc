// The least a version can be: it says which one it is, in a field, so that HEAD says it too.
export default {
  fetch(request, env) {
    return Response.json(
      { url: request.url, version: request.headers.get("X-API-Version") },
      { headers: { "X-Answered-By": env.BINDING } },
    );
  },
};
