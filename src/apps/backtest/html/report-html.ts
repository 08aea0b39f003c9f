/** placeholder */
import type { Backtest } from "../run-backtest.ts";
export const reportHtml = (backtest: Backtest): string => backtest.digest;
