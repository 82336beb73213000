/**
 * How many arbitrary documents the writers are tried on: a few hundred in every test run, `FUZZ=5000` for all. The seed
 * is fixed, so that a failure comes back; FUZZ_SEED tries others.
 */
export const FUZZ = {
  numRuns: Number(process.env.FUZZ ?? 300),
  seed: Number(process.env.FUZZ_SEED ?? 20_221_108),
};

/** Far more than it takes: what bounds it is the number of runs. */
export const FUZZ_TIMEOUT = 60_000 + 1000 * FUZZ.numRuns;
