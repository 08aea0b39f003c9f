/** The memory journal keeps the contract; a tape stands for the disk that outlives it. */
import { journalStoreContract } from "../../../tests/contracts/journal-store.contract.ts";
import { emptyTape, MemoryJournal, type MemoryTape } from "./memory-journal.ts";

const tapes = new Map<string, MemoryTape>();

journalStoreContract("memory journal", (place) => {
  const tape = tapes.get(place) ?? emptyTape();
  tapes.set(place, tape);
  return new MemoryJournal(tape);
});
