/** Tab, line feed, form feed, carriage return; everything else below space has no place in a text. */
const CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d]);

/** Whether bytes could be text: nothing that no text has. */
export const hasNoControls = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || CONTROLS.has(byte));

/** Whether bytes read as UTF-8 or GB18030; the last character may be cut. */
export const isText = (bytes: Uint8Array): boolean =>
  bytes.length > 0 && hasNoControls(bytes) && (reads(bytes, utf8Length) || reads(bytes, gb18030Length));

/** How many bytes the character at `at` takes; 0 = none begins or goes on like this. */
type Length = (bytes: Uint8Array, at: number) => number;

function reads(bytes: Uint8Array, lengthAt: Length): boolean {
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

const utf8Length: Length = (bytes, at) => {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let next = at + 1; next < Math.min(at + length, bytes.length); next += 1)
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
};

const gb18030Length: Length = (bytes, at) => {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first === 0x80 || first === 0xff) return 0;
  const second = bytes[at + 1] ?? 0x40;
  if (second >= 0x40 && second <= 0xfe && second !== 0x7f) return 2;
  return second >= 0x30 && second <= 0x39 ? 4 : 0;
};
