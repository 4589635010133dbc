/** What this version's API document is made from. The generator finds it here, in every version's folder. */
import { RELEASE, VERSION } from "./release.ts";
import { ROUTES } from "./routes.ts";
import { detail, fieldErrors, problem } from "./wire/schemas.ts";

export const described = {
  title: `Milepost messaging API, version ${VERSION}`,
  description: [
    "Lists come in pages of 250: follow `next` as it is. Instants are UTC in microseconds.",
    "Without its suffix, GET on a list answers an empty array, and POST and DELETE work as with it.",
    "A POST with an `Idempotency-Key` that is sent again is answered as it was, and not done again.",
    "Unknown query parameters and body keys are ignored.",
  ].join(" "),
  version: VERSION,
  release: RELEASE,
  routes: ROUTES,
  refusals: { detail, fieldErrors, problem },
} as const;
