import { makeZip, predictLength } from "client-zip";

export type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>;

export interface ZipMember {
  /** path inside the ZIP, with forward slashes */
  name: string;
  size: number;
  open: () => Promise<ByteStream>;
}

export interface StreamedZip {
  stream: ByteStream;
  /** exact, so that a reader notices when the stream breaks off */
  size: number;
}

/** Years before 1980 cannot be said in a ZIP; local time, as the format has it, so that every machine writes the same. */
const MEMBER_TIME = new Date(2000, 0, 1);

/**
 * A ZIP written while it is read: never more of it in memory than a chunk. Members are stored as they are, for what is
 * kept as evidence is compressed already. The same members give the same bytes. Whoever cancels closes the open member.
 */
export function streamZip(members: readonly ZipMember[]): StreamedZip {
  let current: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  let cancelled = false;

  /** hands the chunks on, and keeps the reader within reach of a cancellation */
  async function* chunks(member: ZipMember): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    if (cancelled) return;
    const reader = (await member.open()).getReader();
    current = reader;
    // the library reads ahead: a member may have been on its way when the stream was cancelled
    if (cancelled) await reader.cancel();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  }
  function* entries() {
    for (const member of members)
      yield { name: member.name, size: member.size, lastModified: MEMBER_TIME, input: chunks(member) };
  }
  const zip = makeZip(entries(), { buffersAreUTF8: true }) as ByteStream;
  const reader = zip.getReader();
  return {
    size: Number(predictLength(members.map(({ name, size }) => ({ name, size })))),
    stream: new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await reader.read();
          if (cancelled) return;
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: async (reason) => {
          cancelled = true;
          await current?.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    ),
  };
}
