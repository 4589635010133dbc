/** What `API-Release` says: this version's minor release and patch. */
export const RELEASE = "0.1.0";
