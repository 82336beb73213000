/** What the process knows about itself and the disk below it. */
export interface Machine {
  node: string;
  platform: string;
  memory: { rss: number; heapUsed: number };
  /** milliseconds by which the process came late to its next piece of work, since it started */
  eventLoop: { mean: number; p99: number; max: number };
  /** of the volume that the data folder is on; absent where it cannot be told */
  disk: { free: number; size: number } | undefined;
}
