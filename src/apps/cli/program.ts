/** Every subcommand with its options and help. The code behind each is imported when it is called, not before. */
import { Command, Option } from "commander";
import { packageVersion } from "../code-version.ts";
import { addDepth } from "./depth-program.ts";
import { addGovernance } from "./governance-program.ts";
import { addReports } from "./report-program.ts";
import { addStress } from "./stress-program.ts";
import { addSimulations } from "./simulation-program.ts";
import { addStrategies } from "./strategy-program.ts";
import type { DrillFlags } from "./drill-command.ts";
import type { BacktestFlags } from "./backtest-command.ts";
import type { MonteCarloFlags } from "./montecarlo-command.ts";
import type { ReplayFlags } from "./replay-command.ts";
import type { StartFlags } from "../live/start-options.ts";
import type { VerifyFlags } from "./verify-command.ts";
import type { WhatIfFlags } from "./whatif-command.ts";
import type { WhyFlags } from "./why-command.ts";
import { examples, inOrder } from "./help.ts";

export function buildProgram(): Command {
  const program = new Command("qt")
    .description("Quantum Trader: a self-governing fund, live on paper and in backtests, replayed exactly")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .configureHelp({ sortSubcommands: false })
    .exitOverride()
    .showHelpAfterError("(qt --help says more)")
    .addHelpText(
      "after",
      examples(["qt start", "qt backtest --market data/market --symbols BTCUSDT", "qt replay runs/<run>"]),
    );
  addStart(program);
  addBacktest(program);
  addReplay(program);
  addVerify(program);
  addDrill(program);
  addWhy(program);
  addWhyNot(program);
  addWhatIf(program);
  addMonteCarlo(program);
  addStress(program);
  addSimulations(program);
  addReports(program);
  addStrategies(program);
  addDepth(program);
  addGovernance(program);
  return program;
}

function addStart(program: Command): void {
  program
    .command("start")
    .summary("run the paper fund, with a page at http://127.0.0.1:8001")
    .description(
      "Runs the paper fund on the built-in market, or on recorded bars, until Ctrl-C. Its state survives: the next\n" +
        "start goes on where this one stopped.",
    )
    .option("--market <path>", "recorded bars (csv, csv.gz or a folder) instead of the built-in market")
    .option("--symbols <list>", "of a folder, these symbols, separated by commas")
    .option("--speed <factor>", "fund time per real time: 1 is real time, max as fast as it goes")
    .option("--seed <number>", "of the built-in market")
    .option("--strategy <name>", "a strategy beside the models, or its file; may be given several times", inOrder, [])
    .option("--venue <file>", "what a new fund's venue is like: fees, tiers, spread, latency (JSON)")
    .option("--data <folder>", "where the fund keeps its journal (default: .quantum/paper)")
    .option("--profile <name>", "settings to start from: none, Observation, Partial, Coordination, Autonomy, Mainnet")
    .option("--fresh", "put the old fund's data aside and start anew")
    .option("--yes", "with --fresh: even while the fund is frozen or holds something")
    .option("--host <address>", "of the page and the API; other than 127.0.0.1 needs access tokens")
    .option("--port <number>", "of the page and the API (default: 8001)")
    .option("--tokens <file>", "hashes of access tokens, one `name scope sha256:...` a line; see docs/api.md")
    .option("--seconds <number>", "stop in order after this long")
    .addHelpText(
      "after",
      examples(["qt start", "qt start --fresh --speed max --seconds 20", "qt start --market bars/BTCUSDT-1h.csv.gz"]),
    )
    .action(async (flags: StartFlags) => {
      const { runStart } = await import("../live/start.ts");
      await runStart(flags);
    });
}

function addBacktest(program: Command): void {
  program
    .command("backtest")
    .summary("run the fund on bars of the past")
    .description(
      "Runs the fund on recorded bars, governance in the loop, beside the same fund without governance and beside\n" +
        "buy-and-hold. Writes a run folder: journal, report.json, report.html.",
    )
    .requiredOption("--market <path>", "a csv or csv.gz file, a folder of them, or: simulated")
    .option("--symbols <list>", "of a folder, these symbols, separated by commas")
    .option("--interval <length>", "of a folder, bars of this length: 1m, 1h, 4h, 1d")
    .addOption(new Option("--kind <kind>", "of a folder, files of this kind").choices(["spot", "perp"]))
    .option("--from <time>", "trade from here on; earlier bars only teach (ISO date or ms, UTC)")
    .option("--to <time>", "use bars that close up to here (ISO date or ms, UTC)")
    .addOption(new Option("--governance <switch>", "council, ESS and loss limits").choices(["on", "off"]).default("on"))
    .option("--compare-governance", "play governance off, each authority alone, and all, on the same bars")
    .option("--seed <number>", "of the run, and of the simulated market (default: 0)")
    .option("--days <number>", "length of the simulated market (default: 365)")
    .option("--equity <usd>", "what the fund starts with (default: 10000)")
    .option("--strategy <name>", "a strategy beside the models, or its file; may be given several times", inOrder, [])
    .option("--venue <file>", "what the venue is like: fees, tiers, spread, latency (JSON; see examples/venues)")
    .option("--out <folder>", "where to write the run (default: a new folder below runs/)")
    .option("--no-out", "write no run folder")
    .option("--json", "print one JSON object instead of the report")
    .addHelpText(
      "after",
      examples([
        "qt backtest --market bars/ --symbols BTCUSDT",
        "qt backtest --market bars --symbols BTCUSDT,ETHUSDT --from 2020-09-01 --to 2024-01-01",
        "qt backtest --market simulated --seed 7 --days 400 --no-out",
        "qt backtest --market bars/BTCUSDT-1h.csv.gz --json | jq .sharpe",
        "qt backtest --market bars --symbols BTCUSDT --compare-governance",
        "qt backtest --market bars --symbols BTCUSDT --venue examples/venues/binance-spot-vip0.json",
        "qt backtest --market bars --symbols BTCUSDT --strategy turtle-trend:entryBars=240 --strategy ./mine.ts",
      ]),
    )
    .action(async (flags: BacktestFlags) => {
      const { backtestCommand } = await import("./backtest-command.ts");
      await backtestCommand(flags);
    });
}

function addDrill(program: Command): void {
  program
    .command("drill")
    .summary("hold a drill, and keep its result for the fund")
    .command("ess")
    .summary("of the emergency stop: everything out, asked of the venue, time to zero measured")
    .description(
      "Opens a fund of its own on a simulated venue, with positions and working entries, trips its emergency stop by hand\n" +
        "with exit mode FLATTEN and asks the venue what is left. Touches no running fund. Exits with 16 when it fails.",
    )
    .option("--data <folder>", "of the fund that is to know of it (default: .quantum/paper)")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["qt drill ess", "qt drill ess --json | jq .timeToZeroMs"]))
    .action(async (flags: DrillFlags) => {
      const { drillCommand } = await import("./drill-command.ts");
      await drillCommand(flags);
    });
}

function addReplay(program: Command): void {
  program
    .command("replay")
    .summary("feed a run's inputs through the kernel again and compare every fact")
    .description(
      "Feeds the recorded inputs of a backtest or of a live fund through today's kernel and compares every derived fact,\n" +
        "text with text. Names each difference and exits with 7 if there is one.",
    )
    .argument("<run>", "a run folder, a fund's data folder, or a journal folder")
    .option("--market <path>", "where the run's bar files are now, if they have moved")
    .option("--strategy <file>", "where a plug-in's file is now, if it has moved", inOrder, [])
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["qt replay runs/20260131T120000Z-BTCUSDT", "qt replay .quantum/paper"]))
    .action(async (run: string, flags: ReplayFlags) => {
      const { replayCommand } = await import("./replay-command.ts");
      await replayCommand(run, flags);
    });
}

function addVerify(program: Command): void {
  program
    .command("verify")
    .summary("check the hash chain of a journal")
    .description(
      "Reads a journal from end to end and checks its hash chain. Runs nothing, changes nothing, needs no lock.",
    )
    .argument("<run>", "a run folder, a fund's data folder, or a journal folder")
    .option("--seal <hex>", "a seal noted outside: shows a tail that was cut, or a journal written anew")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["qt verify runs/20260131T120000Z-BTCUSDT"]))
    .action(async (run: string, flags: VerifyFlags) => {
      const { verifyCommand } = await import("./verify-command.ts");
      verifyCommand(run, flags);
    });
}

function addWhy(program: Command): void {
  program
    .command("why")
    .summary("explain an order: bars, votes, stances, limits, checks, fills, profit")
    .description(
      "Explains one order of a fund or of a backtest, by replaying its journal up to the decision: what was seen, who\n" +
        "voted how, whose limits held with how much headroom, and what came of it. Also while the fund runs.",
    )
    .argument("<order-id>", "such as O12-0, or as a venue knows it: 1a2b3c4d-O12-0")
    .option("--data <folder>", "a fund's data folder (default: .quantum/paper)")
    .option("--run <folder>", "a backtest's run folder")
    .option("--market <path>", "where the run's bar files are now, if they have moved")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["qt why O1734-0", "qt why O212-0 --run runs/20260131T120000Z-BTCUSDT --json"]))
    .action(async (orderId: string, flags: WhyFlags) => {
      const { whyCommand } = await import("./why-command.ts");
      await whyCommand(orderId, flags);
    });
}

function addWhyNot(program: Command): void {
  program
    .command("why-not")
    .summary("explain why no entry was sent in a symbol at a time")
    .description(
      "Looks at the close at or before a time and says what stood in the way of an entry: no signal, a position, a\n" +
        "cool-down, a hook, a limit with its owner, a check, a freeze.",
    )
    .argument("<symbol>", "such as BTCUSDT")
    .argument("<time>", "an ISO date or time in UTC, or ms")
    .option("--data <folder>", "a fund's data folder (default: .quantum/paper)")
    .option("--run <folder>", "a backtest's run folder")
    .option("--market <path>", "where the run's bar files are now, if they have moved")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["qt why-not BTCUSDT 2021-05-19T12:00 --run runs/20260131T120000Z-BTCUSDT"]))
    .action(async (symbol: string, time: string, flags: WhyFlags) => {
      const { whyNotCommand } = await import("./why-command.ts");
      await whyNotCommand(symbol, time, flags);
    });
}

function addWhatIf(program: Command): void {
  program
    .command("whatif")
    .summary("play a recorded run again under other settings, its venue simulated anew")
    .description(
      "Plays a recorded run twice on what the world said to it, as it was and with other settings; the simulated venue\n" +
        "answers both anew. Says where and why they part, orders avoided and added, profit, drawdown, freezes.",
    )
    .argument("[run]", "a run folder, a fund's data folder, or a journal folder")
    .option("--set <name=value>", "a setting and its other value; may be given several times", inOrder, [])
    .option("--list", "print every setting with its present value and unit")
    .option("--market <path>", "where the run's bar files are now, if they have moved")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      examples([
        "qt whatif runs/20260131T120000Z-BTCUSDT --set supervisor.freeze.drawdown=0.08",
        "qt whatif runs/20260131T120000Z-BTCUSDT --set limits.daily_loss=3% --set seats=SUPERVISOR,CRO --json",
        "qt whatif --list",
      ]),
    )
    .action(async (run: string | undefined, flags: WhatIfFlags) => {
      const { whatIfCommand } = await import("./whatif-command.ts");
      await whatIfCommand(run, flags);
    });
}

function addMonteCarlo(program: Command): void {
  program
    .command("montecarlo")
    .summary("show how much of a run was luck: its days in blocks, its trades in other orders")
    .description(
      "Draws other histories from a run's own days (stationary block bootstrap) and puts its trades into other orders.\n" +
        "Says where the run lies among them, and the chance of a loss and of drawdowns. Writes montecarlo.html and .json.",
    )
    .argument("<run>", "a run folder, a fund's data folder, or a journal folder")
    .option("--paths <number>", "histories to draw (default: 10000)")
    .option("--seed <number>", "of the draws (default: 0)")
    .option("--market <path>", "where the run's bar files are now, if they have moved")
    .option("--out <folder>", "where to write (default: a new folder below runs/)")
    .option("--no-out", "write nothing")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      examples([
        "qt montecarlo runs/20260131T120000Z-BTCUSDT",
        "qt montecarlo runs/20260131T120000Z-BTCUSDT --paths 50000 --seed 7 --no-out --json | jq .days.maxDrawdownRatio",
      ]),
    )
    .action(async (run: string, flags: MonteCarloFlags) => {
      const { monteCarloCommand } = await import("./montecarlo-command.ts");
      await monteCarloCommand(run, flags);
    });
}
