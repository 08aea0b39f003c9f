/** What a benchmark is: candidates that do the same work, run in turn so that a noisy machine is noisy for all. */

export type Candidate = {
  readonly name: string;
  /** Does the work once and gives what proves that it was done, the same every time. */
  readonly run: () => string;
  /** Another's work, which margins are measured against. */
  readonly isPeer?: boolean;
  /** One unit of the work, where single ones are worth timing. */
  readonly one?: () => void;
};

export type Workload = {
  readonly name: string;
  /** How much one run does, in `unit`. */
  readonly amount: number;
  readonly unit: string;
  /** The first one is what the others are compared with. */
  readonly candidates: readonly Candidate[];
  /** Throws unless the candidates agree. Runs before anything is timed. */
  readonly agree?: () => void;
  /** Amount a second that the first candidate should reach. */
  readonly floor: number;
  /**
   * How many times as fast as the fastest peer the first should be: here, and in the geometric mean over its
   * family of workloads.
   */
  readonly margin?: { readonly family: string; readonly alone: number; readonly together: number };
};
