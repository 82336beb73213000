import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

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
          testTimeout: 60_000,
          hookTimeout: 120_000,
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
          // beside the contract tests: a journey waits for its page, and they for their databases
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
