/** `milepost account enable`. */
import { switching } from "../admin/accounts.ts";

export const accountEnable = switching(
  "enable",
  "turns them on again",
  `
Turns the keys of a disabled account on again. Those that have expired or were revoked meanwhile stay so.
`,
);
