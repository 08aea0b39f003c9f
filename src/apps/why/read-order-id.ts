/** Order ids as people have them: as the journal names them, or with the run before it, as a venue knows them. */

/** The id without its run; undefined when it is no order id, or one of another run. */
export function readOrderId(text: string, runId: string): string | undefined {
  const [, prefix, id] = /^(?:([0-9a-f]{8})-)?(O\d{1,15}-\d{1,9})$/i.exec(text.trim()) ?? [];
  if (id === undefined || (prefix !== undefined && prefix.toLowerCase() !== runId.slice(0, 8))) return undefined;
  return id.toUpperCase();
}
