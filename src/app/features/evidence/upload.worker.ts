import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

export type DigestRequest = File;
export type DigestReply =
  | { kind: "share"; share: number }
  | { kind: "done"; sha256: string; thumbnail: string | undefined }
  | { kind: "unreadable" };

const STEP = 2 * 1024 * 1024;
const post = (reply: DigestReply): void => self.postMessage(reply);

self.onmessage = ({ data: file }: MessageEvent<DigestRequest>) => {
  digest(file).then(post, () => post({ kind: "unreadable" }));
};

async function digest(file: File): Promise<DigestReply> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += STEP) {
    hash.update(new Uint8Array(await file.slice(at, at + STEP).arrayBuffer()));
    post({ kind: "share", share: Math.min(1, (at + STEP) / file.size) });
  }
  return { kind: "done", sha256: bytesToHex(hash.digest()), thumbnail: await thumbnail(file) };
}

const EDGE = 240;
/** What a browser unpacks is many times that. */
const LARGEST_IMAGE = 40 * 1024 * 1024;
const LARGEST_THUMBNAIL = 64 * 1024;

/** An image that the browser cannot show has none: its kind's sign stands in its place. */
async function thumbnail(file: File): Promise<string | undefined> {
  if (file.size > LARGEST_IMAGE || !/\.(jpe?g|png|gif|webp)$/i.test(file.name)) return undefined;
  const image = await createImageBitmap(file).catch(() => undefined);
  if (!image) return undefined;
  const scale = Math.min(1, EDGE / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.max(1, image.width * scale), Math.max(1, image.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.75 });
  return blob.size > LARGEST_THUMBNAIL ? undefined : base64(new Uint8Array(await blob.arrayBuffer()));
}

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
