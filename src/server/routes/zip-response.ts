import type { StreamedZip } from "#report/zip/stream-zip.ts";
import type { Deps } from "#server/deps.ts";
import { DamagedFileError } from "#server/files/files.ts";
import { errorFacts } from "#server/observe/scrub.ts";
import { disposition } from "#server/routes/content.ts";

/** The length is announced: a download that breaks off is seen as failed, never taken for the whole. */
export function zipResponse(
  { log }: Pick<Deps, "log">,
  { stream, size, fileName }: StreamedZip & { fileName: string },
): Response {
  const reader = stream.getReader();
  let gone = false;
  const watched = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          // a chunk was under way when the client went
          if (gone) return;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // the answer has begun: nobody but the log can still be told why it ends here
          log.error("evidence.damaged", {
            sha256: error instanceof DamagedFileError ? error.sha256 : undefined,
            ...errorFacts(error),
          });
          controller.error(error);
        }
      },
      cancel: (reason) => {
        gone = true;
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(watched, {
    headers: {
      "content-type": "application/zip",
      "content-length": String(size),
      "content-disposition": disposition("attachment", fileName),
      "cache-control": "no-store",
    },
  });
}
