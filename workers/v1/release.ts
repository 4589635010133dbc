/** Minor and patch of this version, for people who report faults. */
export const RELEASE = "1.0.0";
