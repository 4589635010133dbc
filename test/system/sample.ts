/** The objects of local/sample/seed.json by their UUIDs, as far as more than one test names them. */

export const ANDROID = "00000000-0000-4000-8000-000000000011";
export const TWITTER = "00000000-0000-4000-8000-000000000012";

/** A flow, and its two nodes: one says something, the other one asks for a color. */
export const COLOR = "00000000-0000-4000-8000-000000000021";
export const SAYS = "00000000-0000-4000-8000-000000000060";
export const ASKS = "00000000-0000-4000-8000-000000000061";
export const SURVEY = "00000000-0000-4000-8000-000000000022";
/** The flow that is named "Old Flow". */
export const ARCHIVED = "00000000-0000-4000-8000-000000000023";

/** Joe and Ann are its members. */
export const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
/** A dynamic group. */
export const DEVELOPERS = "00000000-0000-4000-8000-000000000032";
/** A label. */
export const SPAM = "00000000-0000-4000-8000-000000000041";

export const JOE = "00000000-0000-4000-8000-000000000101";
export const FRANK = "00000000-0000-4000-8000-000000000102";
export const ANN = "00000000-0000-4000-8000-000000000103";
/** Has stopped. */
export const STAN = "00000000-0000-4000-8000-000000000104";
/** A contact of the account `other`. */
export const HANS = "00000000-0000-4000-8000-000000000201";
/** A contact of the account `anon`. */
export const XAVIER = "00000000-0000-4000-8000-000000000301";

/** Nothing in the sample has it. */
export const UNKNOWN = "00000000-0000-4000-8000-00000000dead";
