/** `qt why` and `qt why-not`: the explanation as a page of text, or as JSON. */
import { FundError } from "../../ports/errors.ts";
import { openJournal, type OpenJournal } from "../why/journal-reader.ts";
import { whyNotAt } from "../why/why-not.ts";
import { whyOrder } from "../why/why-order.ts";
import { whyNotText, whyText } from "../why/why-text.ts";
import { readTime } from "./read-options.ts";

export type WhyFlags = {
  readonly data?: string;
  readonly run?: string;
  readonly market?: string;
  readonly json?: boolean;
};

export function whyCommand(orderId: string, flags: WhyFlags): void {
  const { answer, notes } = whyOrder(journalFor(flags), orderId, flags.market);
  process.stdout.write(flags.json === true ? `${JSON.stringify({ ...answer, notes })}\n` : whyText(answer, notes));
}

export function whyNotCommand(symbol: string, time: string, flags: WhyFlags): void {
  const at = readTime("time", time);
  if (at === undefined) return;
  const { answer, notes } = whyNotAt(journalFor(flags), { symbol, at, market: flags.market });
  process.stdout.write(flags.json === true ? `${JSON.stringify({ ...answer, notes })}\n` : whyNotText(answer, notes));
}

const defaultData = ".quantum/paper";

function journalFor({ data, run }: WhyFlags): OpenJournal {
  if (data !== undefined && run !== undefined)
    throw new FundError("BAD_USAGE", "expected --data or --run, was both: one journal at a time");
  return openJournal(run ?? data ?? defaultData);
}
