/** `AISystemConfig` of seed 004: every setting under the name of its variable, read, checked and typed. */
import { z } from "zod";
import { type Described, descriptions } from "./fields.ts";
import { analyticsVariables } from "./analytics-variables.ts";
import { controlVariables } from "./control-variables.ts";
import { entryControlVariables } from "./entry-control-variables.ts";
import { controllerVariables } from "./controller-variables.ts";
import { edgeVariables } from "./edge-variables.ts";
import { fundVariables } from "./fund-variables.ts";
import { rankerVariables } from "./ranker-variables.ts";
import { surveillanceVariables } from "./surveillance-variables.ts";
import { subsystemVariables } from "./subsystem-variables.ts";

export const aiSystemSchema = z.strictObject({
  ...fundVariables,
  ...controlVariables,
  ...entryControlVariables,
  ...surveillanceVariables,
  ...controllerVariables,
  ...rankerVariables,
  ...analyticsVariables,
  ...subsystemVariables,
  ...edgeVariables,
});
export type AISystemConfig = Readonly<z.output<typeof aiSystemSchema>>;
export type VariableName = keyof AISystemConfig;

export type Variable = Described & { readonly name: string };

/** The one table: every variable in order, with what is said about it. */
export const variables: readonly Variable[] = Object.entries<z.ZodType>(aiSystemSchema.shape).map(([name, schema]) => {
  const described = descriptions.get(schema);
  if (described === undefined) throw new Error(`expected ${name} to be described`);
  return { name, ...described };
});
