/** `qt verify`: the chain of a journal, in figures. */
import { whole } from "../figures.ts";
import { verifyRun } from "../replay/verify-run.ts";

export type VerifyFlags = { readonly json?: boolean; readonly seal?: string };

export function verifyCommand(run: string, { json, seal: noted }: VerifyFlags): void {
  const verified = verifyRun(run, noted);
  if (json === true) {
    process.stdout.write(
      `${JSON.stringify({ ...verified, tornTail: verified.tornTail ?? null, sealedAtBlock: verified.sealedAtBlock ?? null })}\n`,
    );
    return;
  }
  const { blocks, records, bytes, seal, tornTail, folder } = verified;
  process.stdout.write(
    `sound: ${whole(blocks)} blocks, ${whole(records)} records, ${whole(bytes)} bytes, seal ${seal} (${folder})\n`,
  );
  if (verified.sealedAtBlock !== undefined)
    process.stdout.write(`the seal that was kept is that of block ${whole(verified.sealedAtBlock)}\n`);
  if (tornTail === undefined) return;
  const { bytesCut, path, atByte } = tornTail;
  process.stdout.write(
    `note: ${whole(bytesCut)} unsealed bytes at byte ${atByte} of ${path}: never acknowledged, or being written now\n`,
  );
}
