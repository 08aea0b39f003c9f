/** `qt verify`: the chain of a journal, in figures. */
import { whole } from "../figures.ts";
import { verifyRun } from "../replay/verify-run.ts";

export type VerifyFlags = { readonly json?: boolean };

export function verifyCommand(run: string, { json }: VerifyFlags): void {
  const verified = verifyRun(run);
  if (json === true) {
    process.stdout.write(`${JSON.stringify({ ...verified, tornTail: verified.tornTail ?? null })}\n`);
    return;
  }
  const { blocks, records, bytes, seal, tornTail, folder } = verified;
  process.stdout.write(
    `sound: ${whole(blocks)} blocks, ${whole(records)} records, ${whole(bytes)} bytes, seal ${seal} (${folder})\n`,
  );
  if (tornTail === undefined) return;
  const { bytesCut, path, atByte } = tornTail;
  process.stdout.write(
    `note: ${whole(bytesCut)} unsealed bytes at byte ${atByte} of ${path}: never acknowledged, or being written now\n`,
  );
}
