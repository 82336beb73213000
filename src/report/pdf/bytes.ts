/** Bytes that are written one after another. */
export interface ByteWriter {
  length: () => number;
  byte: (value: number) => void;
  bytes: (values: Uint8Array) => void;
  /** big-endian */
  number: (value: number, size: number) => void;
  /** takes back what was written after `length` */
  cut: (length: number) => void;
  /** a copy of what was written from `start` on */
  from: (start: number) => Uint8Array<ArrayBuffer>;
}

export function byteWriter(capacity = 1024): ByteWriter {
  let buffer = new Uint8Array(capacity);
  let used = 0;
  const reserve = (more: number): void => {
    if (used + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(2 * buffer.length, used + more));
    larger.set(buffer);
    buffer = larger;
  };
  return {
    length: () => used,
    byte: (value) => {
      reserve(1);
      buffer[used] = value;
      used += 1;
    },
    bytes: (values) => {
      reserve(values.length);
      buffer.set(values, used);
      used += values.length;
    },
    number: (value, size) => {
      reserve(size);
      for (let shift = size - 1; shift >= 0; shift -= 1) {
        buffer[used] = Math.floor(value / 2 ** (8 * shift)) % 256;
        used += 1;
      }
    },
    cut: (length) => {
      used = Math.min(used, length);
    },
    from: (start) => buffer.slice(start, used),
  };
}
