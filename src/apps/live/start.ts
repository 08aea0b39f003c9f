/**
 * `qt start`: the paper fund from its first line to its last.
 *
 * Start is recovery, stop is orderly: the market stops first, what waits is taken in, a snapshot is written, the
 * journal is closed. A kill at any moment loses nothing that was acknowledged.
 */
import { archiveForFreshStart } from "./archive.ts";
import { assertPortIsFree } from "./assert-port-is-free.ts";
import { driveLocal } from "./drive-local.ts";
import { fundTime } from "./narrate.ts";
import { mergedEnvironment, readAiSettings } from "../environment.ts";
import { namesIn, resolveStrategies } from "../strategies/resolve-strategies.ts";
import { governedBy, openPaperMarket, withStrategies } from "./paper-market.ts";
import { openPaperFund, type PaperFund } from "./paper-fund.ts";
import { readStartOptions, type StartFlags, type StartOptions } from "./start-options.ts";

/** Runs until stopped by a signal, the end of the market, or an error. Resolves after an orderly shutdown. */
export async function runStart(flags: StartFlags): Promise<void> {
  const options = readStartOptions(flags, mergedEnvironment());
  const print = (line: string) => process.stdout.write(`${line}\n`);
  await assertPortIsFree(options.host, options.port);
  const ai = readAiSettings({ profile: flags.profile });
  for (const note of ai.notes) print(`note: ${note}`);
  const words = flags.strategy?.length ? flags.strategy : namesIn(ai.config.QT_STRATEGIES);
  const market = withStrategies(governedBy(openPaperMarket(options), ai), await resolveStrategies(words));
  if (options.fresh) archiveForFreshStart(options.data, options.yes, print);

  const stopping = new AbortController();
  const ignoreSignals = onStopSignal(() => stopping.abort());
  const timer = options.seconds === undefined ? undefined : setTimeout(() => stopping.abort(), options.seconds * 1_000);
  const fund = await openPaperFund({ options, market, ai, print, onFatal: () => stopping.abort() });
  try {
    print(fund.greeting);
    await play(fund, options, stopping.signal, print);
  } finally {
    clearTimeout(timer);
    await fund.close();
    ignoreSignals();
  }
  const failure = fund.failure();
  if (failure !== undefined) throw failure;
  print(farewell(fund, options));
}

async function play(fund: PaperFund, { speed }: StartOptions, signal: AbortSignal, print: (line: string) => void) {
  const end = await driveLocal({ ...fund.drive, speed, signal });
  if (end === "STOPPED") return;
  print(`The market ends here. The page stays at ${fund.address}; Ctrl-C to stop.`);
  if (Number.isFinite(speed)) await untilAborted(signal);
}

function farewell({ drive: { state } }: PaperFund, { data }: StartOptions): string {
  const equity = state.fund?.governance.lastBriefing?.portfolio.equity.toFixed(2) ?? "unknown";
  return (
    `\nStopped in order at ${fundTime(state.at)} fund time, equity ${equity} USD.\n` +
    `The next start goes on from here; --fresh starts anew. Data: ${data}`
  );
}

/** The first signal asks for an orderly stop, the second ends at once: the journal can take it. */
function onStopSignal(stop: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let asked = false;
  const onSignal = () => {
    if (asked) process.exit(130);
    asked = true;
    stop();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
