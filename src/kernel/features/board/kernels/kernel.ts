/**
 * What a kernel is: one step of computing, over one bar or over a block of bars of one instrument.
 *
 * A kernel reads its inputs' lanes and writes its own, keeps what it must remember in its slots of the instrument's row,
 * and allocates nothing. A stream is a block of one bar, a batch is blocks of many: the same code, so that both give the
 * same numbers to the last bit.
 */

/** One part of a plan. Lanes are offsets into `Frame.lanes`. */
export type Part = {
  /** Place in `kernels`. */
  readonly kernel: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly out: number;
  /** Bars before the first that all inputs have a value for. */
  readonly start: number;
  /** Where its memory begins in an instrument's row. */
  readonly slot: number;
  readonly period: number;
  readonly constant: number;
};

export type Frame = {
  /** Values of every part for the bars of the block, part after part. */
  readonly lanes: Float64Array;
  /** What the parts remember, a row for each instrument. */
  readonly memory: Float64Array;
  /** Where the row of this block's instrument begins. */
  row: number;
  /** Bars of the instrument before this block. */
  seen: number;
};

/** Computes the bars `from` (the first with inputs) to before `to` of the block. */
export type Kernel = (part: Part, frame: Frame, from: number, to: number) => void;

export type KernelDefinition = {
  readonly run: Kernel;
  /** How many numbers it remembers. */
  readonly slots: (period: number) => number;
};
