/** Subcommands about who governs: policy, config, stage, brake, review, strategies that were disabled. */
import type { Command } from "commander";
import type { ConfigFlags } from "./config-command.ts";
import type { ControlsFlags } from "./controls-command.ts";
import type { CallFlags } from "./operator-client.ts";
import type { PolicyFlags } from "./policy-command.ts";
import { examples, inOrder } from "./help.ts";

export function addGovernance(program: Command): void {
  addPolicy(program);
  addConfig(program);
  addStage(program);
  addBrake(program);
  addReview(program);
  addStrategy(program);
  addControls(program);
}

function addControls(program: Command): void {
  program
    .command("controls [run]")
    .summary("every control on orders and on the running fund: limits, counts, how well they sit")
    .description(
      "The control register of the running fund, of a recorded run (a folder), or as a new fund has it: limits with their\n" +
        "warning levels, how often each was asked, warned and blocked this month, and limits that never or always bind.",
    )
    .option("--control <id>", "one control whole, such as PT-03")
    .option("--url <address>", "the fund to ask (default: http://127.0.0.1:8001)")
    .option("--market <folder>", "where the run's bar files are now")
    .option("--strategy <file>", "where a plug-in's file is now, if it has moved", inOrder, [])
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["qt controls", "qt controls runs/latest --control PT-08", "qt controls --json"]))
    .action(async (run: string | undefined, flags: ControlsFlags) => {
      const { controlsCommand } = await import("./controls-command.ts");
      await controlsCommand(run, flags);
    });
  toRunning(
    program.command("acknowledge <alert>").summary("take an alert on; a critical one that nobody takes on freezes"),
  ).action(async (alert: string, flags: CallFlags) => {
    const { acknowledgeCommand } = await import("./controls-command.ts");
    await acknowledgeCommand(alert, flags);
  });
}

function addPolicy(program: Command): void {
  const policy = program
    .command("policy")
    .summary("the policy in force: every limit, who set it, since when; its history")
    .description(
      "Reads the policy store of a fund, whether the fund runs or not. One versioned document: modes, rules, limits and\n" +
        "flags, each with who set it and since when.",
    );
  const withData = (name: string, summary: string): Command =>
    policy
      .command(name)
      .summary(summary)
      .option("--data <folder>", "where the fund keeps its journal (default: .quantum/paper)")
      .option("--json", "print JSON");
  withData("show [version]", "the policy in force, or an older version").action(
    async (version: string | undefined, flags: PolicyFlags) => {
      const { showPolicy } = await import("./policy-command.ts");
      await showPolicy(version, flags);
    },
  );
  withData("history", "what changed with each version, latest first")
    .option("--limit <number>", "so many versions (default: 20)")
    .action(async (flags: PolicyFlags) => {
      const { policyHistory } = await import("./policy-command.ts");
      await policyHistory(flags);
    });
  withData("diff [older] [newer]", "what differs between two versions (default: the last two)").action(
    async (older: string | undefined, newer: string | undefined, flags: PolicyFlags) => {
      const { diffPolicy } = await import("./policy-command.ts");
      await diffPolicy({ older, newer }, flags);
    },
  );
  policy.addHelpText("after", examples(["qt policy show", "qt policy history --limit 5", "qt policy diff 3 7"]));
}

function addConfig(program: Command): void {
  program
    .command("config")
    .summary("every AI setting in force, and where it comes from")
    .description("Reads environment, .env and profile as qt start does, and prints each setting with its source.")
    .option("--profile <name>", "none, Observation, Partial, Coordination, Autonomy, Mainnet")
    .option("--live", "as for a live venue, where nothing is on by default")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["qt config", "QT_AI_PROFILE=Partial qt config --json"]))
    .action(async (flags: ConfigFlags) => {
      const { configCommand } = await import("./config-command.ts");
      configCommand(flags);
    });
}

const toRunning = (command: Command): Command =>
  command
    .option("--operator <name>", "who orders it")
    .option("--reason <text>", "why; kept in the journal")
    .option("--url <address>", "of the running fund (default: http://127.0.0.1:8001)")
    .option("--json", "print the fund's answer");

function addStage(program: Command): void {
  toRunning(
    program
      .command("stage")
      .summary("move the running fund to another integration stage, or disable all AI at once")
      .description(
        "Asks the running fund for another stage: down at any time, up when it has been earned. emergency-disable pulls the\n" +
          "brake: no entries, no subsystem acts, exits go on. Its token, if it asks for one, comes from QT_API_TOKEN.",
      )
      .argument("<stage>", "observation, partial, coordination, autonomy, mainnet or emergency-disable"),
  )
    .addHelpText("after", examples(["qt stage partial --operator ada --reason 'week 2'", "qt stage emergency-disable"]))
    .action(async (stage: string, flags: CallFlags) => {
      const { stageCommand } = await import("./stage-command.ts");
      await stageCommand(stage, flags);
    });
}

function addBrake(program: Command): void {
  const brake = program.command("brake").summary("pull the emergency brake, or let it go");
  for (const name of ["pull", "release"] as const)
    toRunning(
      brake
        .command(name)
        .summary(name === "pull" ? "entries stop, no subsystem acts, exits go on" : "let it go; it lifts no freeze"),
    ).action(async (flags: CallFlags) => {
      const { brakeCommand } = await import("./stage-command.ts");
      await brakeCommand(name, flags);
    });
}

function addReview(program: Command): void {
  toRunning(program.command("review").summary("give the review that a freeze or the emergency stop waits for")).action(
    async (flags: CallFlags) => {
      const { reviewCommand } = await import("./stage-command.ts");
      await reviewCommand(flags);
    },
  );
}

function addStrategy(program: Command): void {
  const strategy = program.command("strategy").summary("let a strategy enter again that was disabled");
  toRunning(
    strategy
      .command("enable")
      .summary("once somebody has looked at it")
      .description(
        "A strategy that enters one symbol again and again is disabled (control PT-06) until a person enables it.",
      )
      .argument("<name>", "of the strategy; the models together are called ensemble"),
  )
    .addHelpText("after", examples(["qt strategy enable turtle-trend --operator ada --reason 'fixed in 1.2'"]))
    .action(async (name: string, flags: CallFlags) => {
      const { enableStrategyCommand } = await import("./stage-command.ts");
      await enableStrategyCommand(name, flags);
    });
}
