/**
 * What the fund's own flow of orders lets entries do (controls.md, RT-10). Surveillance says it, the guard obeys it; neither
 * knows the other. Exits, stops and cancels ask nobody.
 */
export const entryFlowStates = ["FREE", "THROTTLED", "STOPPED"] as const;
export type EntryFlowState = (typeof entryFlowStates)[number];

export type EntryFlow = {
  readonly state: EntryFlowState;
  /** What is beyond which limit; empty while entries are free. */
  readonly reason: string;
};

export const freeFlow: EntryFlow = { state: "FREE", reason: "" };
