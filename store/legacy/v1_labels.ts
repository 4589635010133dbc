/** Labels by numbered page. An account has few of them: a search inside names looks at each. */
import type { CountedPage } from "../../contracts/counted.ts";
import type { CountedLabelQuery } from "../../contracts/counted_messages.ts";
import type { Reader, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { countOf, numberedPage } from "./v1_page.ts";

export function countedLabels(db: Reader, { uuid, name }: CountedLabelQuery, page: number): CountedPage | null {
  const conditions = ["removed = 0"];
  const values: Value[] = [];
  if (uuid !== undefined) {
    conditions.push("uuid IN (SELECT value FROM json_each(?))");
    values.push(JSON.stringify(uuid));
  }
  if (name !== undefined) {
    conditions.push("instr(name_folded, ?) > 0");
    values.push(fold(name));
  }
  const where = conditions.join(" AND ");
  return numberedPage(db, page, {
    count: countOf(db, `SELECT COUNT(*) AS count FROM labels WHERE ${where}`, ...values),
    rows: { sql: `SELECT id, uuid AS ref FROM labels WHERE ${where} ORDER BY id DESC`, values },
  });
}
