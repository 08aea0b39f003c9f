/** How the fund listens to its models. */
import type { SubsystemMode } from "./subsystem.ts";

/** Forecasters of plain arithmetic that live in the kernel. */
export const kernelModels = ["momentum", "reversion", "ridge"] as const;
export type KernelModel = (typeof kernelModels)[number];

export type EnsembleConfig = {
  /** Of the kernel's forecasters, those that are asked. */
  readonly models: readonly KernelModel[];
  /** Who may speak, at what weight, and what agreement is worth; OFF takes every word at the CIO's weight. */
  readonly panel: SubsystemMode;
};

/** As funds were before the panel. */
export const plainEnsemble: EnsembleConfig = { models: ["momentum", "reversion"], panel: "OFF" };
