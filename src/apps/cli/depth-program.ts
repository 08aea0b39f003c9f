/** Subcommands for recordings of order books. */
import type { Command } from "commander";
import type { DepthFlags } from "./depth-command.ts";

export function addDepth(program: Command): void {
  program
    .command("depth")
    .summary("check a recording of order books: gaps, crossings, spreads")
    .description(
      "Rebuilds the book of every symbol in a recording of depth streams (Binance USD-M and spot, Bybit inverse) and says\n" +
        "what it found: messages, gaps, crossings, spreads, and whether the book equals the venue's own best prices. One\n" +
        "message a line, as received: `<time in ns, us or ms> {json}` or `<seconds>: {json}`, packed with gzip or not.\n" +
        "Exits with 3 when a book cannot be believed, and says what to do.",
    )
    .argument("<recording...>", "a file, or several of one recording, such as stream and snapshots")
    .option("--tick <step>", "smallest step of a price, where the first snapshot does not show it")
    .option("--lot <step>", "smallest step of a quantity, where the first snapshot does not show it")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  $ qt depth btcusdt-20240808.jsonl.gz\n  $ qt depth stream.txt.gz snapshots.txt.gz --json\n",
    )
    .action(async (paths: string[], flags: DepthFlags) => {
      const { depthCommand } = await import("./depth-command.ts");
      await depthCommand(paths, flags);
    });
}
