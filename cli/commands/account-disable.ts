/** `milepost account disable`. */
import { switching } from "../admin/accounts.ts";

export const accountDisable = switching(
  "disable",
  "turns all keys of an account off",
  `
Turns all keys of an account off, at once and together; its data stays. Callers with such a key are answered like those
whose key is unknown. 'milepost account enable' turns them on again.
`,
);
