import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// a journey waits for its page, and a contract test for its database: one more than there are cores keeps all of them busy
const WAITING_TOO = availableParallelism() + 1;
const setupFiles = ["tests/setup/fail-on-console.ts", "tests/setup/keep-globals.ts"];

export default defineConfig({
  test: {
    // one less than there are cores, as is usual, would leave half of a small machine idle
    maxWorkers: availableParallelism(),
    // what a file changes for all it puts back itself; to load everything anew for each takes two fifths of the time
    isolate: false,
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/{architecture,core,report,server,security,app,cli,mocks,templates}/**/*.test.{ts,tsx}"],
          setupFiles,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          globalSetup: ["tests/contract/postgres-cluster.ts"],
          setupFiles,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: WAITING_TOO,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "journeys",
          include: ["tests/journeys/**/*.test.ts"],
          setupFiles,
          globalSetup: ["tests/journeys/prepare.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: WAITING_TOO,
          // beside the contract tests
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
