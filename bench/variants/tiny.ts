/** The least a version can be: so that a hop in front of it shows as large as it ever gets. */
export default {
  fetch: () => Response.json({ uuid: "00000000-0000-4000-8000-000000000101", name: "Joe Blow", blocked: false }),
} satisfies ExportedHandler;
