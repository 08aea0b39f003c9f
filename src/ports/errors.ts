/**
 * The one error thrown outside the kernel when the world fails or the user asked for something impossible.
 *
 * `message` says the rule and the value; `code` is stable and maps to an exit code of the command line.
 */
export const errorCodes = {
  BAD_USAGE: 2,
  BAD_MARKET_DATA: 3,
  JOURNAL_CORRUPT: 5,
  JOURNAL_MISMATCH: 6,
  REPLAY_DIFFERS: 7,
  DISK_FULL: 8,
  PORT_IN_USE: 9,
  LOCKED: 10,
  JOURNAL_FAILED: 12,
  POLICY_CORRUPT: 13,
  FUND_UNREACHABLE: 14,
  COMMAND_REFUSED: 15,
  DRILL_FAILED: 16,
  LOOKAHEAD_FOUND: 17,
  LOOKAHEAD_SUSPECTED: 18,
} as const;
export type ErrorCode = keyof typeof errorCodes;

export class FundError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "FundError";
    this.code = code;
  }
  /** What the process exits with when this error ends it. */
  get exitCode(): number {
    return errorCodes[this.code];
  }
}
