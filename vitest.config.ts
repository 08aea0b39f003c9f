/** Test projects: fast ones run in `npm run check`, the slow ones (browser, chaos, crash) only in `npm test`. */
import { defineConfig } from "vitest/config";

const ARCHITECTURE = "tests/architecture/**/*.test.ts";
const SLOW = ["tests/browser/**/*.test.ts", "tests/chaos/**/*.test.ts"];

export default defineConfig({
  test: {
    coverage: { provider: "v8", include: ["src/**/*.ts", "web/src/**/*.ts"] },
    projects: [
      { test: { name: "architecture", include: [ARCHITECTURE], testTimeout: 30_000 } },
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "tests/**/*.test.ts", "web/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**", ARCHITECTURE, ...SLOW],
          testTimeout: 90_000,
        },
      },
      { test: { name: "slow", include: SLOW, testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
  },
});
