/** Definitions of flows and campaigns, to be carried to other accounts: their part of the account's answers. */
import type { CampaignEventRecord, CampaignRecord } from "./campaigns.ts";
import type { FieldRecord, GroupRecord, Micros } from "./records.ts";

export interface FlowDefinition {
  readonly uuid: string;
  readonly name: string;
  /** As imported: `message`, `voice`, `survey`, … */
  readonly type: string;
  /** Minutes. */
  readonly expires: number;
  readonly baseLanguage: string | null;
  readonly createdOn: Micros;
  /** In the flow's order. What a flow does between them is not kept. */
  readonly rulesets: readonly {
    readonly node: string;
    readonly label: string;
    readonly type: string;
    readonly categories: readonly string[];
  }[];
}

export interface CampaignDefinition {
  readonly campaign: CampaignRecord;
  /** Oldest first. */
  readonly events: readonly CampaignEventRecord[];
}

export interface DefinitionQuery {
  /** UUIDs. Unknown ones are left out. */
  readonly flows: readonly string[];
  readonly campaigns: readonly string[];
  /**
   * What comes along · none: nothing · flows: the flows that the campaigns start · all: first the campaigns that start
   * the flows, then those flows, and the groups and fields of the campaigns.
   */
  readonly dependencies: "all" | "flows" | "none";
}

export type Definitions =
  | {
      readonly ok: true;
      readonly flows: readonly FlowDefinition[];
      readonly campaigns: readonly CampaignDefinition[];
      readonly groups: readonly GroupRecord[];
      readonly fields: readonly FieldRecord[];
    }
  /** More than one answer holds. */
  | { readonly ok: false; readonly why: "too-many" };

export interface DefinitionReads {
  definitions(query: DefinitionQuery): Promise<Definitions>;
}
