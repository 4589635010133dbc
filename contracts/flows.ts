/** Flows, flow starts and runs: their part of the account's answers and commands. */
import type { Page, PageQuery } from "./account.ts";
import type { Recipients } from "./broadcasts.ts";
import type { Micros, Ref } from "./records.ts";

export interface FlowRecord {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** As imported: `message`, `voice`, `survey`, … */
  readonly type: string;
  readonly archived: boolean;
  readonly labels: readonly Ref[];
  /** Minutes until a run of which nothing is heard expires; 0: never. */
  readonly expires: number;
  /** Kept with every run, never counted on request. */
  readonly runs: {
    readonly active: number;
    readonly completed: number;
    readonly interrupted: number;
    readonly expired: number;
  };
  /** In the flow's order. Several may have one label: each is a place where the same result is set. */
  readonly rulesets: readonly {
    readonly node: string;
    readonly label: string;
    readonly categories: readonly string[];
  }[];
  readonly createdOn: Micros;
}

/** Sorted by (createdOn, id), both descending. Filters combine. */
export interface FlowQuery extends PageQuery {
  readonly uuid?: string;
  readonly type?: string;
  readonly archived?: boolean;
}

/** pending: no run was made yet · starting: some were · complete: all were · failed: given up */
export type StartStatus = "pending" | "starting" | "complete" | "failed";

export interface StartRecord {
  readonly id: number;
  readonly uuid: string;
  readonly flow: Ref;
  /** The recipients as they were named, those named by a URN among the contacts; groups that are gone are left out. */
  readonly contacts: readonly Ref[];
  readonly groups: readonly Ref[];
  readonly status: StartStatus;
  readonly restartParticipants: boolean;
  readonly excludeActive: boolean;
  /** A JSON object. */
  readonly extra: string | null;
  readonly createdOn: Micros;
  readonly modifiedOn: Micros;
}

/** Sorted by (modifiedOn, id), both descending. */
export interface StartQuery extends PageQuery {
  readonly id?: number;
  readonly uuid?: string;
  /** Inclusive bounds on modifiedOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

export type FlowCommand = {
  readonly do: "start.create";
  /** A UUID. Not of an archived flow. */
  readonly flow: string;
  /** `urns` not in an anonymous account: the answer would tell whose they are. */
  readonly to: Recipients;
  /** False: who has been in the flow is left out. */
  readonly restartParticipants: boolean;
  /** True: who is in any flow now is left out. */
  readonly excludeActive: boolean;
  /** A JSON object. */
  readonly extra: string | null;
};

export type FlowWritten = { readonly kind: "start"; readonly created: true; readonly start: StartRecord };

export interface RunRecord {
  readonly id: number;
  readonly uuid: string;
  readonly flow: Ref;
  readonly contact: Ref;
  /** The UUID of the start that made it; null for others. */
  readonly start: string | null;
  readonly responded: boolean;
  /** JSON, as imported: a list of objects, in which `node` and `time` are what is expected. */
  readonly path: string;
  /** JSON, as imported: an object by the result's key; `value`, `category`, `node`, `name`, `time` are expected in it. */
  readonly results: string;
  readonly createdOn: Micros;
  readonly modifiedOn: Micros;
  readonly exitedOn: Micros | null;
  readonly exitType: "completed" | "interrupted" | "expired" | null;
}

/**
 * Sorted by (modifiedOn, id), both descending, or both ascending. Filters combine; of `flow` and `contact` at most one.
 * An unknown flow or contact finds nothing.
 */
export interface RunQuery extends PageQuery {
  readonly id?: number;
  readonly uuid?: string;
  /** UUIDs. */
  readonly flow?: string;
  readonly contact?: string;
  /** True: only those whose contact has replied. */
  readonly responded?: boolean;
  /** Inclusive bounds on modifiedOn. */
  readonly before?: Micros;
  readonly after?: Micros;
  readonly ascending?: boolean;
}

export interface FlowReads {
  flows(query: FlowQuery): Promise<Page<FlowRecord>>;
  /** By UUID, in the order asked for; unknown ones are left out. At most 250. */
  flowsByUuid(uuids: readonly string[]): Promise<readonly FlowRecord[]>;
  flowStarts(query: StartQuery): Promise<Page<StartRecord>>;
  runs(query: RunQuery): Promise<Page<RunRecord>>;
  /** By number, in the order asked for; unknown ones are left out. At most 250. */
  runsById(ids: readonly number[]): Promise<readonly RunRecord[]>;
}
