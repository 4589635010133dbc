import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { objectEndpoint } from "../endpoint.ts";

export const org = objectEndpoint({
  name: "org",
  roles: ["A", "E", "S"],
  methods: ["GET"],
  changes: [
    onlyItsFirstAttributes(["name", "country", "languages", "primary_language", "timezone", "date_style", "anon"]),
  ],
});
