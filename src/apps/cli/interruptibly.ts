/** Long commands: a bar on stderr, what comes of it on stdout, and an end in order when asked for one. */
import type { OnProgress } from "../backtest/run-backtest.ts";
import { showProgress } from "./progress-bar.ts";

/** Plays, then prints what `play` returns. */
export async function interruptibly(
  play: (signal: AbortSignal, onProgress: OnProgress) => Promise<string>,
): Promise<void> {
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, onSignal);
  const progress = showProgress(process.stderr);
  try {
    const said = await play(interrupt.signal, progress.update);
    progress.clear();
    process.stdout.write(said);
  } finally {
    progress.clear();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, onSignal);
  }
}

export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`;
