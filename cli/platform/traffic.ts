/** Which build has which share of a worker's traffic. Pure. */

export interface Share {
  readonly buildId: string;
  /** 0 to 100. */
  readonly percentage: number;
}

/** What the newest deployment says. */
export interface Traffic {
  /** One for a plain deploy; several while a deployment is gradual. */
  readonly shares: readonly Share[];
  /** RFC 3339. */
  readonly since: string;
  readonly author: string | null;
  readonly message: string | null;
}

/** Whether every request meets this build: while a split lasts, the builds beside it still hold their bindings. */
export function servesAll(traffic: Traffic | null, buildId: string): boolean {
  const shares = (traffic?.shares ?? []).filter(({ percentage }) => percentage > 0);
  return shares.length > 0 && shares.every((share) => share.buildId === buildId);
}

export function sharesTold(traffic: Traffic): string {
  return traffic.shares.map(({ buildId, percentage }) => `${percentage} % ${buildId.slice(0, 8)}`).join(", ");
}
