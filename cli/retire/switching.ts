/**
 * The middle of both retiring and restoring: the table is changed, the router deployed, and nothing goes on before all
 * of its traffic is on the new build and clients meet what they should.
 */
import { join } from "node:path";
import { wait } from "./waiting.ts";
import type { VersionName } from "../../router/config/names.ts";
import type { Context } from "../context.ts";
import { deployWorker } from "../deploy.ts";
import { digestOf, environmentArguments } from "../digest.ts";
import type { Performer } from "../execute.ts";
import type { Access } from "../platform/call.ts";
import { servesAll, sharesTold } from "../platform/traffic.ts";
import { trafficOf } from "../platform/worker.ts";
import { editPerformer } from "../steps.ts";
import type { Edit } from "../table/edit.ts";
import { TABLE_FILE } from "../table/file.ts";
import { versionLabel } from "../table/named.ts";
import { registryOf } from "../table/read.ts";
import { expectAnswers } from "./answers.ts";
import type { Memory } from "../platform/memory.ts";

export interface Switch {
  readonly context: Context;
  readonly access: Access;
  readonly memory: Memory;
  readonly name: VersionName;
  readonly router: string;
  readonly edits: readonly Edit[];
  /** Noted with the router's build: by it a run that broke knows its own deploy again. */
  readonly note: string;
  readonly wanted: "retired" | "live";
}

export type SwitchStep =
  | { readonly kind: "edit" }
  | { readonly kind: "deploy"; readonly router: string }
  | { readonly kind: "traffic"; readonly router: string }
  | { readonly kind: "answers" };

type Of<K extends SwitchStep["kind"]> = Performer<Extract<SwitchStep, { readonly kind: K }>>;

export function switchPerformers(it: Switch): { readonly [K in SwitchStep["kind"]]: Of<K> } {
  return { edit: edit(it), deploy: deploy(it), traffic: traffic(it), answers: answers(it) };
}

function edit({ context, edits, name, wanted }: Switch): Of<"edit"> {
  const { shows, done, perform } = editPerformer(context);
  const step = { kind: "edit", edits } as const;
  return {
    tells: () => `Write into ${TABLE_FILE} that ${versionLabel(name)} is ${wanted}, in all environments`,
    ...(shows !== undefined && { shows: () => shows(step) }),
    done: () => done(step),
    perform: () => perform(step),
  };
}

function deploy({ context, access, note }: Switch): Of<"deploy"> {
  const { root, signal, flags } = context;
  const config = join(root, TABLE_FILE);
  return {
    tells: ({ router }) => `Deploy the router '${router}' as it is here`,
    done: async ({ router }) => (await trafficOf(access, router))?.message === note,
    async perform({ router }) {
      const digest = await digestOf({ root, config, env: flags.env, signal });
      const extra = ["--tag", digest, "--message", note, ...environmentArguments(flags.env)];
      await deployWorker({ name: router, config, root, target: access, extra, signal });
    },
  };
}

/** Milliseconds: for the platform to say that all traffic is on the new build, and between two questions. */
const SHIFT = { all: 180_000, between: 1_000 };

function traffic({ access, memory, note, context }: Switch): Of<"traffic"> {
  return {
    tells: ({ router }) => `Wait until all traffic of '${router}' is on that build`,
    // Looking is all there is to do.
    done: () => Promise.resolve(false),
    async perform({ router }) {
      const until = Date.now() + SHIFT.all;
      for (;;) {
        const now = await trafficOf(access, router);
        const build = now?.message === note ? now.shares[0]?.buildId : undefined;
        if (build !== undefined && servesAll(now, build)) {
          await memory.sawBuild(router, build);
          return;
        }
        if (now !== null && now.message !== note) {
          throw new Error(`Somebody deployed '${router}' meanwhile (${sharesTold(now)}): fetch that change first.`);
        }
        if (Date.now() > until) {
          throw new Error(`Only a part of the traffic is on it (${now === null ? "none" : sharesTold(now)}).`);
        }
        await wait(SHIFT.between, context.signal);
      }
    },
  };
}

function answers({ context, name, wanted }: Switch): Of<"answers"> {
  const label = versionLabel(name);
  return {
    tells: () =>
      wanted === "retired"
        ? `See over HTTP that ${label} answers 410 and the other versions are healthy`
        : `See over HTTP that ${label} answers again and every version is healthy`,
    done: () => Promise.resolve(false),
    async perform() {
      const registry = registryOf(await context.table(), context.flags.env);
      const base = registry?.base ?? "/api";
      const root = name.application === "" ? base : `${base}/${name.application}`;
      const { url } = await context.admin();
      const path = `${root}/v${name.number}`;
      await expectAnswers({ url, discovery: root || "/", path, number: name.number, wanted, signal: context.signal });
    },
  };
}
