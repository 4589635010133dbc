/** `milepost application create`. */
import { join } from "node:path";
import { command } from "../command.ts";
import type { Context } from "../context.ts";
import { findWorkers } from "../deploy-configs.ts";
import { execute } from "../execute.ts";
import { placeOf, planCreate } from "../plan/create.ts";
import type { DeployStep } from "../plan/deploy.ts";
import { readStyle } from "../scaffold/application.ts";
import { projectFiles, templates } from "../scaffold/project.ts";
import { undecidedHere } from "../retire/undecided.ts";
import { circumstancesOf, scaffoldPerformer } from "../scaffold/performer.ts";
import { readWorker } from "../scaffold/worker-config.ts";
import { deployPerformer } from "../steps.ts";
import { TABLE_FILE } from "../table/file.ts";

export const applicationCreate = command({
  noun: "application",
  verb: "create",
  synopsis: "NAME [--style plain|itty] [--no-deploy]",
  summary: "writes the first version of another API, binds it as a preview, deploys it",
  help: `
Writes a worker of a few lines to workers/NAME-v0, binds it as a preview in every environment and deploys it and the
router: it answers under /api/NAME/v0/ and is listed in /api at once. Any worker with 'fetch' is a version; replace what is
in it with yours. NAME is of small letters, digits and hyphens, and none that reads as a version.

  --style plain|itty   how it is written: plain fetch, or with itty-router; plain when left out
  --no-deploy          only writes

Refused: a name that is taken or would be read as something else; a folder that is there already.

  milepost application create enrollment --local
  milepost application create course-list --style itty --no-deploy
`,
  words: { least: 1, most: 1 },
  options: { style: { type: "string" }, "no-deploy": { type: "boolean" } },
  async run(context, { values, words: [application = ""] }) {
    const style = readStyle(values.style);
    const files = projectFiles(context.root);
    const { name, compatibilityDate } = readWorker(".", files.get(TABLE_FILE) ?? "");
    const table = await context.table();
    const deploys = values["no-deploy"] === true ? [] : await deploysOf(context, application, name);
    const undecided = deploys.length === 0 ? [] : await undecidedHere(context, table);
    if (undecided.length > 0) return { kind: "refused", reasons: undecided };
    const plan = planCreate({
      ...(await circumstancesOf(context, `application create ${application}`)),
      application,
      style,
      table,
      files,
      templates: templates("application"),
      router: { name, compatibilityDate },
      deploys,
    });
    const outcome = await execute(context, {
      plan,
      performers: { scaffold: scaffoldPerformer(context, files), deploy: deployPerformer(context) },
      question: `Create '${application}'?`,
      wire: { application, path: `/api/${application}/v0/` },
    });
    if (outcome.kind === "done")
      context.say(`Its code is in workers/${application}-v0, its root /api/${application}/v0/.`);
    return outcome;
  },
});

/** The new worker first: the platform refuses a binding to one that is not there. */
async function deploysOf({ root, flags }: Context, application: string, name: string): Promise<DeployStep[]> {
  const { router } = await findWorkers(root, flags.env);
  const place = placeOf(application, name);
  const worker = flags.env === null ? place.name : `${place.name}-${flags.env}`;
  return [
    { kind: "deploy", worker, config: join(root, place.folder, "wrangler.toml"), why: null },
    { kind: "deploy", worker: router, config: join(root, TABLE_FILE), why: null },
  ];
}
