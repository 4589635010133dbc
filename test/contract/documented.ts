/** Holds answers to a version's API document: nothing undocumented, nothing missing. JSON Schema 2020-12, as OpenAPI 3.1 has it. */
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv";

/** The parts of a document that answers are held to. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
}

interface Documented {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface Answered {
  readonly method: string;
  /** Below the version's root, without query: `/contacts.json`. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  /** Undefined: no body. */
  readonly body: unknown;
}

/** Complaints about an answer; none means that the document describes it. */
export function documentedBy(document: ApiDocument): (answered: Answered) => string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, "api");
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  return ({ method, path, status, contentType, body }) => {
    const operations = document.paths[path];
    if (operations === undefined) return [`${path} is not documented`];
    // A wrong method has no operation of its own: its 405 is described with the others'.
    const name = method === "HEAD" ? "get" : method.toLowerCase();
    const operation = operations[name] ?? Object.values(operations)[0];
    const response = operation?.responses[String(status)];
    if (response === undefined) return [`${method} ${path} is not documented to answer ${status}`];
    const type = contentType?.split(";")[0] ?? null;
    if (response.content === undefined) return type === null ? [] : [`${status} is documented without a body`];
    if (type === null || !Object.hasOwn(response.content, type)) return [`${status} is not documented as ${type}`];
    if (method === "HEAD") return [];
    const at = operations[name] === undefined ? (Object.keys(operations)[0] ?? "") : name;
    const steps = ["paths", path, at, "responses", String(status), "content", type, "schema"];
    const validate = validator(steps.map((step) => `/${pointerStep(step)}`).join(""));
    return validate(body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** RFC 6901, and percent-encoded because it stands in a URI fragment. */
function pointerStep(step: string): string {
  return encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"));
}
