/** What an answer looks like when it is no, and which noes a route may give. One shape, so that clients need one case. */
import { z } from "zod";

/** A refused input or command: which field, what it was, which rule. */
export const badInputSchema = z
  .strictObject({ error: z.string(), field: z.string(), value: z.unknown(), rule: z.string() })
  .meta({
    id: "BadInput",
    description: "What was sent is not well formed: the field, its value and the rule it breaks.",
  });
export type BadInput = z.output<typeof badInputSchema>;

/** Commands the fund refused name field, value and rule; a refused caller gets the sentence alone. */
export const problemSchema = z
  .strictObject({
    error: z.string(),
    field: z.string().optional(),
    value: z.unknown().optional(),
    rule: z.string().optional(),
  })
  .meta({
    id: "Problem",
    description: "Why the answer is no. A command that was refused names field, value and rule.",
  });
export type Problem = z.output<typeof problemSchema>;

/** Any route: no token, too small a scope or a foreign page, a fault of ours. */
export const readProblems = { 401: problemSchema, 403: problemSchema, 500: problemSchema };

/** Routes that take input. */
export const inputProblems = { ...readProblems, 400: badInputSchema };

/** Routes that change the fund: refused by it (403), nothing to do (409), too much, not JSON, not taking commands. */
export const commandProblems = {
  ...inputProblems,
  409: problemSchema,
  413: problemSchema,
  415: problemSchema,
  503: problemSchema,
};

export const tags = ["federation", "orchestration", "health", "ai", "operator", "fund", "analytics"] as const;
export type Tag = (typeof tags)[number];

/** @param operationId what a generated client calls the route */
export const about = (tag: Tag, operationId: string, summary: string) => ({ tags: [tag], operationId, summary });
