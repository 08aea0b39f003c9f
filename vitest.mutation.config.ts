/** What `npm run mutation` asks of every mutant: the tests beside guard, ledger and reconciler, and nothing slow. */
import { defineConfig } from "vitest/config";

const folders = ["ledger", "trading/guard", "trading/reconcile"];

export default defineConfig({
  test: {
    include: [
      ...folders.map((folder) => `src/kernel/${folder}/**/*.test.ts`),
      "src/kernel/trading/note-controls.test.ts",
    ],
    testTimeout: 60_000,
  },
});
