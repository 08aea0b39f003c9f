/** `qt report`: the tear sheet of a run, and its figures as data, in a folder of their own. */
import { defaultRunFolder, RunFolder } from "../backtest/run-folder.ts";
import { analyticsJson } from "./analytics-json.ts";
import { disclosures } from "./disclosures.ts";
import { tearSheetHtml } from "./html/tear-sheet-html.ts";
import { makeTearSheet, symbolsOf, type TearSheet } from "./tear-sheet.ts";

export type ReportOptions = {
  readonly run: string;
  /** Where the bar files are now, when they have moved since. */
  readonly market?: string | undefined;
  /** Left out: a new folder below `runs/`; `false`: nowhere. */
  readonly out?: string | false | undefined;
};
export type WrittenReport = { readonly sheet: TearSheet; readonly folder: string | undefined };

/** @throws FundError when there is no sound run, or nowhere to write; nothing is left behind then */
export async function writeReport({ run, market, out }: ReportOptions): Promise<WrittenReport> {
  const sheet = makeTearSheet(run, market);
  if (out === false) return { sheet, folder: undefined };
  const folder = new RunFolder(out ?? defaultRunFolder(symbolsOf(sheet), new Date(), "report"));
  try {
    folder.write("tearsheet.html", tearSheetHtml(sheet));
    folder.write("report.json", `${JSON.stringify(reportJson(sheet), undefined, 2)}\n`);
    await folder.finish();
    return { sheet, folder: folder.path };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

export function reportJson(sheet: TearSheet) {
  const { manifest, report, holdCurve, against, analytics, hold, bars } = sheet;
  const { decisions, ...governance } = report.governance;
  return {
    format: 1,
    runId: manifest.runId,
    kind: manifest.kind,
    code: sheet.code,
    writtenByCode: manifest.code,
    market: { identity: manifest.market.identity, symbols: symbolsOf(sheet), bars },
    curve: report.curve,
    trading: report.trading,
    governance: { ...governance, decisions: decisions.length },
    buyAndHold: { curve: holdCurve, feesUsd: hold.feesUsd },
    againstBuyAndHold: against,
    analytics: analyticsJson(analytics),
    disclosures: disclosures(sheet),
  };
}
