/**
 * All kernels. A plan names a kernel by its place in this list, and snapshots hold plans: append, never reorder.
 */
import type { KernelDefinition } from "./kernel.ts";
import { pointwise } from "./pointwise.ts";
import { parabolic } from "./parabolic.ts";
import { recursions } from "./recursions.ts";
import { scans } from "./scans.ts";
import { windows } from "./windows.ts";

const byName = { ...pointwise, ...windows, ...scans, ...recursions, ...parabolic };
export type KernelName = keyof typeof byName;

export const kernelNames = [
  "plus",
  "minus",
  "times",
  "over",
  "larger",
  "smaller",
  "above",
  "scaled",
  "raised",
  "size",
  "root",
  "logarithm",
  "trueRange",
  "ago",
  "sum",
  "variance",
  "highest",
  "lowest",
  "sinceHighest",
  "sinceLowest",
  "smoothed",
  "wilder",
  "relativeStrength",
  "overElse",
  "weightedMean",
  "meanDistance",
  "adapted",
  "total",
  "parabolic",
] as const satisfies readonly KernelName[];

export const kernels: readonly KernelDefinition[] = kernelNames.map((name) => byName[name]);
