/**
 * The `qt` command. Reads the command line and loads what it asks for, and nothing else, so that help is instant.
 *
 * What the user can mend is one line, `error: ...`, and an exit code of its own; what we did wrong is a stack and
 * exit code 1.
 */
import { CommanderError } from "commander";
import { FundError } from "../../ports/errors.ts";
import { buildProgram } from "./program.ts";

const badUsage = 2;
const interrupted = 130;

/** A reader that has seen enough, such as `qt ... | head`, is no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  if (error instanceof FundError) {
    process.stderr.write(`error: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof Error && error.name === "AbortError") {
    process.stderr.write("interrupted; nothing of this run was kept\n");
    return interrupted;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
