/** `qt replay`: says equal, or names what is not and exits with 7. */
import { FundError } from "../../ports/errors.ts";
import { whole } from "../figures.ts";
import { libraryOfRun } from "../strategies/resolve-strategies.ts";
import { describeDifference } from "../replay/compare-facts.ts";
import { manifestOfRun, type Replay, replayRun } from "../replay/replay-run.ts";

export type ReplayFlags = {
  readonly market?: string;
  readonly strategy?: readonly string[];
  readonly json?: boolean;
};

export async function replayCommand(run: string, { market, strategy, json }: ReplayFlags): Promise<void> {
  const library = await libraryOfRun(manifestOfRun(run).plugIns, strategy);
  const replay = replayRun(run, { market, library });
  const { isEqual, entries, facts, digest, notes, manifest } = replay;
  if (json === true) process.stdout.write(`${JSON.stringify({ ...replay, manifest })}\n`);
  else for (const note of notes) process.stdout.write(`note: ${note}\n`);
  if (!isEqual) throw new FundError("REPLAY_DIFFERS", explain(replay));
  if (json !== true)
    process.stdout.write(`equal: ${whole(entries)} entries, ${whole(facts)} facts, digest ${digest}\n`);
}

function explain({ differences, differenceCount, entries }: Replay): string {
  const lines = differences.map((difference) => `\n  ${describeDifference(difference)}`).join("");
  const more = differenceCount - differences.length;
  const rest = more > 0 ? `\n  and ${whole(more)} more; the first one is likely the cause of those that follow` : "";
  return `the replay differs from the journal in ${whole(differenceCount)} places (${whole(entries)} entries replayed):${lines}${rest}`;
}
