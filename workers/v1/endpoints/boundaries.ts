import { aliasesComeInsteadOfGeometry } from "../changes/aliases-come-instead-of-geometry.ts";
import { boundariesAreKnownByTheirId } from "../changes/boundaries-are-known-by-their-id.ts";
import { listEndpoint } from "../endpoint.ts";
import { boundariesWithGeometry } from "../geometries.ts";
import { truth } from "../query.ts";

export const boundaries = listEndpoint({
  name: "boundaries",
  roles: ["A", "E", "S"],
  methods: ["GET"],
  counted: "boundaries",
  identifier: "osm_id",
  objects: (upstream, refs, _selection, query) =>
    truth(query, "aliases") === true ? upstream.pick("boundaries", refs) : boundariesWithGeometry(upstream, refs),
  changes: [aliasesComeInsteadOfGeometry, boundariesAreKnownByTheirId],
});
