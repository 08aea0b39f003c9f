/** Subcommands that put the fund into worlds that go wrong. */
import type { Command } from "commander";
import type { SimulateFlags } from "./simulate-command.ts";
import { examples } from "./help.ts";

export function addSimulations(program: Command): void {
  program
    .command("simulate")
    .summary("play seeded fault runs: outages, lost answers, bans, crashes; and hold the fund to its promises")
    .description(
      "Plays a fund and its venue through faults drawn from a seed, all of it in simulated time, and asks after each run\n" +
        "whether every promise was kept. A plan that fails is made as small as it goes and printed. Exits with 1 if one fails.",
    )
    .option("--seeds <number>", "how many runs, each with a seed of its own (default: 100, or 1 with --seed)")
    .option("--seed <number>", "the first seed (default: 0)")
    .option("--closes <number>", "closes traded while faults come (default: 100)")
    .option("--intensity <factor>", "how much goes wrong: 1 is about twelve faults in a hundred closes (default: 1)")
    .option("--faults <file>", "play this plan instead, as a run that failed printed it")
    .option("--threads <number>", "runs at a time (default: as many as there are processors, 4 at most)")
    .option("--break <part>", "break the fund on purpose, to see that it is found out; see docs/concepts/fault-runs.md")
    .option("--keep <folder>", "write every plan that failed here once it is small")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      examples([
        "qt simulate --seeds 1000",
        "qt simulate --seed 42",
        "qt simulate --seeds 5 --break RESENDS_ON_TIMEOUT",
      ]),
    )
    .action(async (flags: SimulateFlags) => {
      const { simulateCommand } = await import("./simulate-command.ts");
      await simulateCommand(flags);
    });
}
