/** A contact's field value on the wire: text, or null where the record does not hold what the field's type asks. Pure. */
import type { AccountRecord, FieldRecord } from "../../../contracts/records.ts";
import { wireInstant } from "../wire/datetime.ts";
import { moment } from "./moment.ts";
import { plainNumber } from "./number.ts";

export function wireValue(text: string, type: FieldRecord["valueType"], account: AccountRecord): string | null {
  switch (type) {
    case "text":
      return text;
    case "numeric":
      return plainNumber(text);
    case "datetime": {
      const micros = moment(text, account);
      return micros === null ? null : wireInstant(micros);
    }
    case "state":
    case "district":
    case "ward":
      // Kept as the path down to it, `Rwanda > Kigali City`; read as its own name.
      return text.split(" > ").at(-1) ?? text;
  }
}
