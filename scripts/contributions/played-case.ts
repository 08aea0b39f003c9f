/** What is kept of one case: figures, and the daily returns that differences are drawn from. Read back through its schema. */
import { z } from "zod";

const number = z.number();

export const playedCaseSchema = z.strictObject({
  name: z.string(),
  digest: z.string(),
  code: z.string(),
  fromMs: number,
  toMs: number,
  bars: number,
  netReturnRatio: number,
  maxDrawdownRatio: number,
  sharpeRatio: number,
  sharpeErrorRatio: number,
  trades: number,
  feesUsd: number,
  slippageUsd: number,
  inMarketFraction: number,
  inMarketDays: number,
  endStage: z.string(),
  dailyReturns: z.array(number),
});
export type PlayedCase = z.infer<typeof playedCaseSchema>;
