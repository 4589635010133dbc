/** Lists: from the query to a page. Each list says how its query reads, whom it asks and how an item looks. */
import type { AccountObject, Page, PageQuery } from "../../contracts/account.ts";
import { refused } from "./answer.ts";
import { readPageQuery, wirePage } from "./page.ts";
import type { Query } from "./query.ts";
import type { Refusal } from "./refusal.ts";
import type { Work } from "./route.ts";

/** `nothing`: no item can match, so the account need not look for one. */
export type ListPlan<Q> =
  | { readonly kind: "ask"; readonly query: Q }
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface List<Q, F, T> {
  plan(query: Query, page: PageQuery): ListPlan<Q>;
  ask(account: AccountObject, query: Q): Promise<F>;
  /** Whether the account's answer shows that there is one, even when it is empty. */
  readonly vouches: boolean;
  /** The page found and how its items look; or why the caller may not see it after all. */
  show(found: F, query: Q): { readonly page: Page<T>; readonly wire: (item: T) => unknown } | Refusal;
}

const NOTHING = { next: null, previous: null, results: [] };

export function listing<Q, F, T>(list: List<Q, F, T>): Work {
  return {
    kind: "read",
    list: true,
    async read({ query, link }, account) {
      const page = readPageQuery(query);
      if (page === null) return refused({ why: "bad-cursor" });
      const plan = list.plan(query, page);
      switch (plan.kind) {
        case "refused":
          return refused(plan.refusal);
        case "nothing":
          await account.exists();
          return { kind: "json", status: 200, body: NOTHING };
        case "ask": {
          const found = await account.read((object) => list.ask(object, plan.query));
          const shown = list.show(found, plan.query);
          if ("why" in shown) return refused(shown);
          if (!list.vouches && shown.page.items.length === 0) await account.exists();
          return { kind: "json", status: 200, body: wirePage(shown.page, link, shown.wire) };
        }
      }
    },
  };
}
