/** Subcommands for whoever writes a strategy: a template to start from, and the examination before it trades. */
import { type Command, Option } from "commander";
import type { LookaheadFlags } from "./lookahead-command.ts";
import { examples } from "./help.ts";

export function addStrategies(program: Command): void {
  addNew(program);
  addLookahead(program);
}

function addNew(program: Command): void {
  program
    .command("new")
    .summary("write a template to start from")
    .command("strategy")
    .summary("of a strategy, with its test, in the current folder")
    .description(
      "Writes <name>.ts and <name>.test.ts into the current folder: a strategy that runs as it is, and a test for it.\n" +
        "Never writes over a file. docs/concepts/writing-a-strategy.md goes on from there.",
    )
    .argument("<name>", "in lower case with hyphens, such as my-breakout")
    .addHelpText("after", examples(["qt new strategy my-breakout", "node --test my-breakout.test.ts"]))
    .action(async (name: string) => {
      const { newStrategyCommand } = await import("./new-strategy-command.ts");
      newStrategyCommand(name);
    });
}

function addLookahead(program: Command): void {
  program
    .command("lookahead")
    .summary("examine a strategy: does it look ahead?")
    .description(
      "Plays a strategy alone: twice, with the market cut off at many places, and one bar late. It must say the same each\n" +
        "time; what it earns must not need knowledge. Exits with 17 when look-ahead is proved, with 18 when suspected.",
    )
    .argument("<strategy>", "a name such as turtle-trend, or a file")
    .option("--bars <path>", "recorded bars (csv, csv.gz or a folder) instead of the built-in market")
    .option("--symbols <list>", "of a folder, these symbols, separated by commas")
    .option("--interval <length>", "of a folder, bars of this length: 1m, 1h, 4h, 1d")
    .addOption(new Option("--kind <kind>", "of a folder, files of this kind").choices(["spot", "perp"]))
    .option("--seed <number>", "of the built-in market (default: 0)")
    .option("--days <number>", "of the built-in market (default: 365)")
    .option("--cuts <number>", "places at which the market is cut off (default: 40)")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      examples(["qt lookahead turtle-trend", "qt lookahead ./my-breakout.ts --bars bars/BTCUSDT-1h.csv.gz"]),
    )
    .action(async (strategy: string, flags: LookaheadFlags) => {
      const { lookaheadCommand } = await import("./lookahead-command.ts");
      await lookaheadCommand(strategy, flags);
    });
}
