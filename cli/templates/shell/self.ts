/** What this version says of itself, instead of the next one: its release, and its API document, which is its promise. */
import document from "./openapi.json";

export const RELEASE: string = document.info.version;
/** Null: it has none, and what is asked for under its name goes on to the next version. */
export const DOCUMENT: unknown = document;
