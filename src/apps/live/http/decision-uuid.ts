/**
 * A UUID for each decision, as the seeds' API wants one: derived, so that it is the same in every replay of a run.
 *
 * Version 5 of RFC 9562: SHA-1 of a namespace and a name, here the run id and the decision id.
 */
import { createHash } from "node:crypto";

/** Drawn once for this project. */
const namespace = Buffer.from("6f1d0c5a7b3e4a5d9c52d3b1e8f04a97", "hex");

export function decisionUuid(runId: string, decisionId: string): string {
  const bytes = createHash("sha1").update(namespace).update(`${runId}/${decisionId}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
