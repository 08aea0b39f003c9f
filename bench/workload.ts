/** What a benchmark is: candidates that do the same work, run in turn so that a noisy machine is noisy for all. */

export type Candidate = {
  readonly name: string;
  /** Does the work once and gives what proves that it was done, the same every time. */
  readonly run: () => string;
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
  /** Amount a second that the first candidate should reach. */
  readonly floor: number;
};
