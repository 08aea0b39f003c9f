/** The subcommand that puts a fund under stress. */
import type { Command } from "commander";
import type { StressFlags } from "./stress-command.ts";
import { examples, inOrder } from "./help.ts";

export function addStress(program: Command): void {
  program
    .command("stress")
    .summary("put the fund under stress: ten scenarios and recorded days, judged by what must not happen")
    .description(
      "Plays the fund of a backtest without a scenario and with it, from the close at which it holds most, and judges what\n" +
        "came of it: loss, books, stops, exits, unknown orders, recovery. Exits with 1 when a scenario fails.",
    )
    .argument("[scenario...]", "names (see --list); the library of ten where none is given")
    .option("--all", "the library, and every recorded window")
    .option("--list", "print the names of all scenarios")
    .option("--custom <file>", "a scenario of one's own (JSON); may be given several times", inOrder, [])
    .option("--market <path>", "a csv or csv.gz file, a folder of them, or: simulated", "simulated")
    .option("--data <folder>", "recorded bars of BTCUSDT for the recorded windows (default: the market's own)")
    .option("--symbols <list>", "of a folder, these symbols, separated by commas")
    .option("--interval <length>", "of a folder, bars of this length: 1m, 1h, 4h, 1d")
    .option("--from <time>", "trade from here on; the 120 days before it teach (ISO date or ms, UTC)")
    .option("--to <time>", "use bars that close up to here (ISO date or ms, UTC)")
    .option("--seed <number>", "of what is drawn, and of the simulated market (default: 0)")
    .option("--days <number>", "length of the simulated market (default: 150)")
    .option("--equity <usd>", "what the fund starts with (default: 10000)")
    .option("--venue <file>", "what the venue is like beneath the scenarios (JSON; see examples/venues)")
    .option("--out <folder>", "where to write the page (default: a new folder below runs/)")
    .option("--no-out", "write nothing")
    .option("--json", "print one JSON object instead of the report")
    .addHelpText(
      "after",
      examples([
        "qt stress",
        "qt stress black-swan execution-failure --no-out",
        "qt stress --all --market bars --symbols BTCUSDT --interval 1h --from 2021-01-01 --to 2021-07-01",
        "qt stress --custom mine.json --json | jq .passed",
      ]),
    )
    .action(async (names: readonly string[], flags: StressFlags) => {
      const { stressCommand } = await import("./stress-command.ts");
      await stressCommand(names, flags);
    });
}
