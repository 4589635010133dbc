/**
 * What a version's folder has for its migration guide: `guide.md`, the changes, which of them each endpoint is made of,
 * and its described operations. A version that stands on another one takes part by having a `guide.md`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { guideText, type GuideOperation, type Told } from "./guide.ts";
import { ROOT, versionFolders } from "./openapi-documents.ts";

export interface MadeGuide {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
}

interface DescribedShell {
  readonly version: number;
  readonly successor: number;
  readonly routes: readonly GuideOperation[];
}

export function madeGuides(): Promise<MadeGuide[]> {
  const folders = versionFolders().filter((folder) => existsSync(new URL(`${folder}/guide.md`, ROOT)));
  return Promise.all(folders.map((folder) => guideIn(new URL(`${folder}/`, ROOT))));
}

async function guideIn(folder: URL): Promise<MadeGuide> {
  const { described } = (await import(new URL("document.ts", folder).href)) as { described: DescribedShell };
  const { version, successor, routes } = described;
  const names = namesIn(new URL("changes/", folder));
  const guides = await Promise.all(
    names.map(async (name) => {
      const { guide } = (await import(new URL(`changes/${name}.ts`, folder).href)) as { guide?: Told };
      return guide === undefined ? [] : [[name, guide] as const];
    }),
  );
  const endpoints = new Set(routes.map(({ endpoint }) => endpoint));
  const text = guideText({
    version,
    successor,
    preface: readFileSync(new URL("guide.md", folder), "utf8"),
    changes: new Map(guides.flat()),
    endpoints: namesIn(new URL("endpoints/", folder))
      .filter((name) => endpoints.has(name))
      .map((name) => ({ name, changes: [...changesOf(new URL(`endpoints/${name}.ts`, folder))] })),
    operations: routes,
  });
  return { file: `docs/migrating-v${version}-to-v${successor}.md`, text };
}

/** Its modules, without tests and what only those import. */
function namesIn(folder: URL): readonly string[] {
  return readdirSync(folder)
    .filter((file) => /^[^.]+\.ts$/.test(file))
    .map((file) => file.slice(0, -3))
    .toSorted();
}

/** By what it imports, itself or through its neighbours: a change in the list of an endpoint is not told by its value. */
function changesOf(endpoint: URL): Set<string> {
  const text = readFileSync(endpoint, "utf8");
  const own = [...text.matchAll(/from "\.\.\/changes\/([^."]+)\.ts"/g)].flatMap(([, name]) => name ?? []);
  const near = [...text.matchAll(/from "(\.\/[^"]+\.ts)"/g)].flatMap(([, file]) => file ?? []);
  return new Set([...own, ...near.flatMap((file) => [...changesOf(new URL(file, endpoint))])]);
}
