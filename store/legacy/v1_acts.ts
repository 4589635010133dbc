/** The acts of this module by name, and whether each adds data: a full account refuses those that do. */
import type { Acted, CountedAct, CountedActs } from "../../contracts/counted_flows.ts";
import type { Writing } from "../write/outcome.ts";
import { releaseChannels } from "./v1_channels.ts";
import { saveDefinition } from "./v1_definitions.ts";
import { expireRuns, startRuns } from "./v1_starting.ts";
import { submitSteps } from "./v1_steps.ts";

type ActsOf = {
  readonly [A in CountedAct]: {
    readonly adds: boolean;
    readonly run: (writing: Writing, args: CountedActs[A]) => Acted;
  };
};

export const ACTS: ActsOf = {
  "runs.start": { adds: true, run: startRuns },
  "runs.expire": { adds: false, run: expireRuns },
  "definition.save": { adds: true, run: saveDefinition },
  "steps.submit": { adds: true, run: submitSteps },
  "channels.release": { adds: false, run: releaseChannels },
};
