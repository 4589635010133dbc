/** Cases made from a version table: every version of it, alone, against the others, preferred, pinned, and left out. */
import type { Case } from "../cases.ts";
import { weighed } from "./preferred.ts";
import { alone, together } from "./said.ts";
import type { OwnTable } from "./table.ts";
import { pinned, unsaid } from "./unsaid.ts";

export function ownCases({ applications, headers }: OwnTable): readonly Case[] {
  return applications.flatMap((application) => [
    ...alone(application, headers),
    ...together(application, headers),
    ...weighed(application, headers),
    ...unsaid(application),
    ...(application.keys ? pinned(application, headers) : []),
  ]);
}
