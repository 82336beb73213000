import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import decodeJpeg, { init as initJpegDecoder } from "@jsquash/jpeg/decode.js";
import encodeJpeg, { init as initJpegEncoder } from "@jsquash/jpeg/encode.js";
import decodePng, { init as initPngDecoder } from "@jsquash/png/decode.js";
import decodeWebp, { init as initWebpDecoder } from "@jsquash/webp/decode.js";
import { GifReader } from "omggif";
import type { Pixels } from "#server/images/shrink.ts";

/** WebAssembly, the same on every machine. Each codec is loaded when the first picture asks for it. */

type Bytes = Uint8Array<ArrayBuffer>;
export type ImageType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";

/** Browsers have it; the decoders make their results with it. */
class PlainImageData implements Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace = "srgb";
  constructor(data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
if (!("ImageData" in globalThis)) Object.assign(globalThis, { ImageData: PlainImageData });

const JPEG_DECODER = "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
const JPEG_ENCODER = "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
const WEBP_DECODER = "@jsquash/webp/codec/dec/webp_dec.wasm";
const PNG_DECODER = "@jsquash/png/codec/pkg/squoosh_png_bg.wasm";

const compiled = new Map<string, Promise<WebAssembly.Module>>();

function wasm(path: string): Promise<WebAssembly.Module> {
  const known = compiled.get(path);
  if (known) return known;
  const module = readFile(fileURLToPath(import.meta.resolve(path))).then((bytes) => WebAssembly.compile(bytes));
  compiled.set(path, module);
  return module;
}

type Start = (overrides: {
  /** the codec's own words go nowhere: a damaged picture is told by its caption */
  printErr: () => void;
  instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => unknown;
}) => Promise<void>;

/** A fresh instance for each picture: a broken one may leave the codec's memory in any state. */
async function fresh(init: Start, path: string): Promise<void> {
  const module = await wasm(path);
  await init({
    printErr: () => undefined,
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  });
}

const decoders: Record<ImageType, (bytes: Bytes) => Promise<Pixels>> = {
  "image/jpeg": async (bytes) => {
    await fresh(initJpegDecoder, JPEG_DECODER);
    return decodeJpeg(bytes.buffer, { preserveOrientation: true });
  },
  "image/webp": async (bytes) => {
    await fresh(initWebpDecoder, WEBP_DECODER);
    return decodeWebp(bytes.buffer);
  },
  "image/png": async (bytes) => {
    await initPngDecoder(await wasm(PNG_DECODER));
    return decodePng(bytes.buffer);
  },
  "image/gif": async (bytes) => {
    const reader = new GifReader(bytes);
    const data = new Uint8ClampedArray(4 * reader.width * reader.height);
    reader.decodeAndBlitFrameRGBA(0, data);
    return { data, width: reader.width, height: reader.height };
  },
};

/** Pixels, upright by the camera's own note. `bytes` must fill their buffer; throws where they are no such picture. */
export const decode = (type: ImageType, bytes: Bytes): Promise<Pixels> => decoders[type](bytes);

const QUALITY = 85;

export async function jpegOf({ data, width, height }: Pixels): Promise<Uint8Array> {
  await fresh(initJpegEncoder, JPEG_ENCODER);
  const image = new PlainImageData(new Uint8ClampedArray(data), width, height);
  return new Uint8Array(await encodeJpeg(image, { quality: QUALITY, progressive: false }));
}
