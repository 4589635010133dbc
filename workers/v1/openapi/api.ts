import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";

/** What the version says about itself. */
export const root: DescribedOperation = {
  method: "GET",
  summary: "All endpoints by name, as absolute URLs",
  query: z.object({}),
  answers: { 200: z.record(z.string(), z.string()).meta({ id: "Endpoints" }) },
  successor: "GET /",
  migration: "Read v2's own list.",
};

export const openapi: DescribedOperation = {
  method: "GET",
  summary: "This document",
  query: z.object({}),
  answers: { 200: z.looseObject({ openapi: z.string() }).meta({ id: "Document" }) },
  successor: "GET /openapi",
  migration: "Read v2's own document.",
};
