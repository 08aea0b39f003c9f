/** What the Researcher asks for, and how far it has got. Source: seed 000, "Research Task". */
import type { EpochMs } from "../units/units.ts";
import type { DecisionPayloads } from "./decision.ts";

/** In the order a task goes through them; EXPIRED ends one that nobody took or finished in time. */
export const taskStatuses = ["OPEN", "TAKEN", "DONE", "EXPIRED"] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export type ResearchTask = Readonly<DecisionPayloads["RESEARCH_TASK"]> & {
  /** Id of the decision that asked for it. */
  readonly id: string;
  readonly askedAt: EpochMs;
  readonly status: TaskStatus;
  readonly changedAt: EpochMs;
  readonly takenBy: string | null;
};
