/** `qt why` and `qt why-not`: the explanation as a page of text, or as JSON. */
import { FundError } from "../../ports/errors.ts";
import { libraryOfRun } from "../strategies/resolve-strategies.ts";
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

export async function whyCommand(orderId: string, flags: WhyFlags): Promise<void> {
  const { answer, notes } = whyOrder(await journalFor(flags), orderId, flags.market);
  process.stdout.write(flags.json === true ? `${JSON.stringify({ ...answer, notes })}\n` : whyText(answer, notes));
}

export async function whyNotCommand(symbol: string, time: string, flags: WhyFlags): Promise<void> {
  const at = readTime("time", time);
  if (at === undefined) return;
  const { answer, notes } = whyNotAt(await journalFor(flags), { symbol, at, market: flags.market });
  process.stdout.write(flags.json === true ? `${JSON.stringify({ ...answer, notes })}\n` : whyNotText(answer, notes));
}

const defaultData = ".quantum/paper";

async function journalFor({ data, run }: WhyFlags): Promise<OpenJournal> {
  if (data !== undefined && run !== undefined)
    throw new FundError("BAD_USAGE", "expected --data or --run, was both: one journal at a time");
  const journal = openJournal(run ?? data ?? defaultData);
  return { ...journal, library: await libraryOfRun(journal.manifest.plugIns) };
}
