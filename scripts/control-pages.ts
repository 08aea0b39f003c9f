/** The pages of the control register, one a control, made of the register itself. */
import type { Control, ControlParameter } from "../src/kernel/domain/control.ts";
import { simulatedInstruments } from "../src/kernel/simulation/market/instruments.ts";
import { allControls } from "../src/kernel/step-controls.ts";
import { durationMs, epochMs } from "../src/kernel/units/units.ts";
import { defaultConfig } from "../src/runtime/default-config.ts";

const config = defaultConfig({
  market: "simulated",
  instruments: simulatedInstruments,
  interval: durationMs(3_600_000),
  tradeFrom: epochMs(0),
});

export const pageNameOf = ({ id }: Pick<Control, "id">): string => `${id.toLowerCase()}.md`;

/** Every page by its file name in `docs/controls`. */
export const controlPages = (): ReadonlyMap<string, string> =>
  new Map([["README.md", overview()], ...allControls.map((each) => [pageNameOf(each), pageOf(each)] as const)]);

const note = "<!-- Made by `npm run controls` from the control register. -->";

function overview(): string {
  const rows = allControls.map(
    (control) =>
      `| [${control.id}](${pageNameOf(control)}) | ${control.name} | ${control.parameters(config).map(limitText).join(", ") || "yes or no"} | ${control.owner} |`,
  );
  return `# The control register

${note}

Every safeguard a regulator's list asks of an order (PT) and of the running fund (RT), each in one file, each with the rule it answers,
its limits with a warning level, its owner, and what the fund does by itself. Limits bind entries, never exits. A value that is
no number refuses. Everything is counted, month by month:

\`\`\`sh
qt controls                        # of the running fund, or as a new one has it
qt controls runs/latest            # of a recorded run
qt controls --control PT-08        # one of them, whole
\`\`\`

The page of a running fund shows the same under **Controls and alerts**. *Limit sits* is the monthly calibration: **too wide** was asked a
hundred times or more and never used beyond half; **unused** was never used at all, which says nothing of where it sits; **too tight** refused more than one in twenty;
too few to say below a hundred. A limit on entries is judged by the entries it was asked about; what compares no numbers has no use to show.

**Alerts** are opened in the step that caused them. Each has an owner and says what the fund has done; a critical one that nobody
acknowledges (\`qt acknowledge A12-0 --operator ada --reason "looking"\`) within five minutes freezes the fund. Where nobody attends
the fund, the scripted operator acknowledges, and is named in the journal.

| Id | Control | Blocks at (default fund) | Owner |
|---|---|---|---|
${rows.join("\n")}
`;
}

function pageOf(control: Control): string {
  const { id, name, purpose, answers, source, owner, action } = control;
  return `# ${id} ${name}

${note}

${purpose}

| | |
|---|---|
| Answers | ${answers.join("; ")} |
| Source of the numbers | ${source} |
| Owner | ${owner} |
| By itself | ${action} |

${settingsOf(control.parameters(config))}
[All controls](README.md)
`;
}

function settingsOf(parameters: readonly ControlParameter[]): string {
  if (parameters.length === 0) return "It is a rule of yes and no: there is nothing to set.\n";
  const rows = parameters.map(
    (each) => `| \`${each.setting}\` | ${shown(each, each.warn)} | ${limitText(each)} | ${boundText[each.bound]} |`,
  );
  return `| Setting | Warns at | Blocks at (default fund) | The value has to be |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

const boundText: Readonly<Record<ControlParameter["bound"], string>> = {
  AT_MOST: "at most this",
  AT_LEAST: "at least this",
  BELOW: "below this",
};

const limitText = (parameter: ControlParameter): string =>
  `${shown(parameter, parameter.block)}${parameter.note === undefined ? "" : ` (${parameter.note})`}`;

function shown({ unit }: ControlParameter, value: number | null): string {
  if (value === null) return "nothing";
  const plain = Number(value.toPrecision(6));
  if (unit === "SHARE") return `${Number((value * 100).toPrecision(6))} %`;
  if (unit === "MS") return value >= 1_000 ? `${plain / 1_000} s` : `${plain} ms`;
  return unit === "RATIO"
    ? `${plain}x`
    : unit === "COUNT" || unit === "QUANTITY"
      ? `${plain}`
      : `${plain} ${unit === "BPS" ? "bps" : unit}`;
}
