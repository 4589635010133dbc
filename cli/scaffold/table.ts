/**
 * The table with one version more: bound and described as a preview in every environment, and limited like the version it
 * comes after. Pure; comments and layout stay.
 */
import { applicationVar, bindingOf, type VersionName } from "../../router/config/names.ts";
import { type Edit, type Edited, editTable } from "../table/edit.ts";
import type { Table } from "../table/read.ts";
import { withLimitsOf } from "./limits.ts";

export interface Added {
  readonly version: VersionName;
  /** The worker's name, by environment; null: the top level. */
  readonly service: (environment: string | null) => string;
  /** The version it comes after, whose limits it gets; null: it is the first of a new application. */
  readonly after: VersionName | null;
}

/** An environment that binds it already is left as it is. */
export function withVersion({ text, views }: Table, added: Added): Edited {
  const binding = bindingOf(added.version);
  const missing = views.filter(({ services }) => !services.has(binding)).map(({ environment }) => environment);
  const edited = editTable(
    text,
    missing.flatMap((environment) => editsIn(environment, added)),
  );
  if (!edited.ok || added.after === null) return edited;
  const after = bindingOf(added.after);
  const limited = missing.reduce<string>(
    (now, environment) => withLimitsOf(now, environment, after, binding),
    edited.text,
  );
  return { ok: true, text: limited };
}

function editsIn(environment: string | null, { version, service, after }: Added): Edit[] {
  const binding = bindingOf(version);
  const application: Edit = {
    kind: "set",
    environment,
    table: applicationVar(version.application),
    values: { vendor: version.application },
  };
  return [
    { kind: "bind", environment, binding, service: service(environment) },
    ...(after === null ? [application] : []),
    { kind: "set", environment, table: `VERSION_${binding}`, values: { preview: true } },
  ];
}
