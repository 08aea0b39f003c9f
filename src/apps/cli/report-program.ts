/** Subcommands about how a run has done: the tear sheet, and its tables as files. */
import { type Command, Option } from "commander";
import { exportFormats, exportNames } from "../report/export-schema.ts";
import type { ExportFlags, ReportFlags } from "./report-command.ts";
import { examples } from "./help.ts";

export function addReports(program: Command): void {
  addReport(program);
  addExport(program);
}

function addReport(program: Command): void {
  program
    .command("report")
    .summary("write the tear sheet of a backtest or of a fund: returns, risk, attribution, costs")
    .description(
      "Reads a run's journal and writes a page one can send to a client: figures with their errors, equity beside\n" +
        "buy-and-hold, drawdowns, months, attribution, trades, costs, governance, disclosures. Also while the fund runs.",
    )
    .argument("<run>", "a run folder, a fund's data folder, or a journal folder")
    .option("--market <path>", "where the run's bar files are now, if they have moved")
    .option("--out <folder>", "where to write (default: a new folder below runs/)")
    .option("--no-out", "write nothing")
    .option("--json", "print one JSON object with every figure")
    .addHelpText(
      "after",
      examples([
        "qt report runs/20260131T120000Z-BTCUSDT",
        "qt report .quantum/paper --no-out --json | jq .analytics.strategies",
      ]),
    )
    .action(async (run: string, flags: ReportFlags) => {
      const { reportCommand } = await import("./report-command.ts");
      await reportCommand(run, flags);
    });
}

function addExport(program: Command): void {
  program
    .command("export")
    .summary("write one table of a run as CSV or Parquet")
    .description(
      "Reads a run's journal and writes its trades, fills, equity at every close, orders or decisions. Units stand in the\n" +
        "names of columns, times are UTC. docs/concepts/analytics.md lists the columns.",
    )
    .argument("<run>", "a run folder, a fund's data folder, or a journal folder")
    .addOption(new Option("--what <table>", "which table").choices(exportNames).default("trades"))
    .addOption(new Option("--format <format>", "of the file").choices(exportFormats).default("csv"))
    .option("--market <path>", "where the run's bar files are now, if they have moved")
    .option("--out <file>", "a new file (default: <table>.<format> in this folder)")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      examples([
        "qt export runs/20260131T120000Z-BTCUSDT --what trades",
        "qt export .quantum/paper --what equity --format parquet --out equity.parquet",
      ]),
    )
    .action(async (run: string, flags: ExportFlags) => {
      const { exportCommand } = await import("./report-command.ts");
      exportCommand(run, flags);
    });
}
