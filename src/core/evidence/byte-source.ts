/** Bytes that can be read anywhere without being held: a file on a disk, or one that the person chose. */
export interface ByteSource {
  size: number;
  /** from `start`; fewer than `length` only at the end */
  read: (start: number, length: number) => Promise<Uint8Array>;
}

export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (start, length) => bytes.subarray(start, start + length),
});
