/** This version's number, and its minor release and patch: what `API-Release` says and the API document is called. */
export const VERSION = 2;
export const RELEASE = "2.0.0";
