import "#app/ui/old-browsers.ts";
import {
  GlobalWorkerOptions,
  getDocument,
  InvalidPDFException,
  PasswordException,
  type PDFDocumentProxy,
  ResponseException,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import { fetchBytes } from "#app/data/client.ts";
import workerUrl from "#app/features/evidence/preview/pdf.worker.ts?worker&url";
import { type Refusal, refusalFor, refusalOf } from "#app/features/evidence/preview/view-props.ts";

GlobalWorkerOptions.workerSrc = workerUrl;

/** Character maps, fonts and decoders that a file may need lie beside the app: nothing comes from elsewhere. */
const resource = (folder: string): string => new URL(`/pdfjs/${folder}/`, location.href).href;

const PATIENCE_MS = 30_000;
/** A picture of more dots than any scanner makes would only fill the memory. */
const MAX_IMAGE_DOTS = 120_000_000;

export interface OpenPdf {
  pdf: PDFDocumentProxy;
  /** of the first page, in points */
  size: { width: number; height: number };
}

/** Opens a PDF piece by piece: a page is fetched when it is looked at. Scripts, forms and links of the file are not run. */
export function openPdf(url: string): { opened: Promise<OpenPdf>; close: () => void } {
  const leaving = new AbortController();
  let destroy = (): void => undefined;
  const open = async (): Promise<OpenPdf> => {
    // a lost session or network is told as everywhere else, before the reader of PDF meets it
    await fetchBytes(url, { signal: leaving.signal, limit: 1024 });
    leaving.signal.throwIfAborted();
    const task = getDocument({
      url: new URL(url, location.href).href,
      cMapUrl: resource("cmaps"),
      cMapPacked: true,
      standardFontDataUrl: resource("standard_fonts"),
      wasmUrl: resource("wasm"),
      // compiling WebAssembly would need a wider content policy; the decoders exist as scripts too
      useWasm: false,
      enableXfa: false,
      disableAutoFetch: true,
      disableStream: true,
      rangeChunkSize: 256 * 1024,
      maxImageSize: MAX_IMAGE_DOTS,
      verbosity: 0,
    });
    destroy = () => void task.destroy();
    const pdf = await task.promise;
    const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
    return { pdf, size: { width, height } };
  };
  const slow = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new TooSlow()), PATIENCE_MS);
    leaving.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  return {
    opened: Promise.race([open(), slow]),
    close: () => {
      leaving.abort();
      destroy();
    },
  };
}

class TooSlow extends Error {}

export function pdfRefusal(error: unknown): Refusal {
  if (error instanceof PasswordException) return refusalFor("encrypted");
  if (error instanceof TooSlow) return refusalFor("too-slow");
  if (error instanceof ResponseException) return refusalOf(new Error("文件没有取到，请检查网络后重试。"));
  if (error instanceof InvalidPDFException) return refusalFor("damaged");
  return error instanceof Error && error.name === "CallError" ? refusalOf(error) : refusalFor("damaged");
}
