import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPictures } from "#report/make-files.ts";
import { readableImage } from "#report/readable-image.ts";
import { decode, jpegOf } from "#server/images/codecs.ts";
import { isTooLarge } from "#server/images/dimensions.ts";
import { type Pixels, shrink } from "#server/images/shrink.ts";
import { readPictureFile } from "#server/reports/disk-supplies.ts";
import { temporaryFolder } from "#tests/cli/run-command.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

/** Left half red, right half blue. */
function halves(width: number, height: number, opacity = 255): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < data.length; at += 4)
    data.set((at / 4) % width < width / 2 ? [255, 0, 0, opacity] : [0, 0, 255, opacity], at);
  return { data, width, height };
}

const pixel = ({ data, width }: Pixels, x: number, y: number): number[] => [
  ...data.slice(4 * (y * width + x), 4 * (y * width + x) + 3),
];

/** A JPEG with a camera's note that it is to be turned a quarter to the right. */
async function turned(pixels: Pixels): Promise<Uint8Array> {
  const jpeg = await jpegOf(pixels);
  const note = [
    ...Buffer.from("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0", "latin1"),
  ];
  const head = [0xff, 0xe1, ((note.length + 2) >> 8) & 255, (note.length + 2) & 255, ...note];
  return new Uint8Array([...jpeg.subarray(0, 2), ...head, ...jpeg.subarray(2)]);
}

const GIF = Buffer.from("R0lGODlhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs=", "base64");
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);
const WEBP = Buffer.from("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA", "base64");

async function prepared(bytes: Uint8Array) {
  const path = join(await temporaryFolder(), "a");
  await writeFile(path, bytes);
  const document = sampleDocument({ blocks: [{ kind: "figure", sha256: "a", caption: "图" }] });
  const { images, unreadable } = await readPictures(document, () => readPictureFile(path));
  return { image: images.get("a"), unreadable };
}

describe("a picture for the report", () => {
  it("is made smaller, whole and in its colours", async () => {
    const { image } = await prepared(await jpegOf(halves(3200, 800)));
    expect(image).toMatchObject({ type: "image/jpeg", width: 1600, height: 400 });
    if (!image) throw new Error("no picture");
    expect(readableImage(image)).toBe(true);
    const shown = await decode("image/jpeg", new Uint8Array(image.bytes));
    expect([shown.width, shown.height]).toEqual([1600, 400]);
    const [left, right] = [pixel(shown, 10, 200), pixel(shown, 1590, 200)];
    expect(Math.min(left[0] ?? 0, right[2] ?? 0)).toBeGreaterThan(240);
  });

  it("stands upright, and no longer says where it was taken", async () => {
    const { image } = await prepared(await turned(halves(40, 20)));
    expect(image).toMatchObject({ width: 20, height: 40 });
    expect(Buffer.from(image?.bytes ?? []).includes("Exif")).toBe(false);
    const shown = await decode("image/jpeg", new Uint8Array(image?.bytes ?? []));
    expect(pixel(shown, 10, 5)[0]).toBeGreaterThan(200);
    expect(pixel(shown, 10, 35)[2]).toBeGreaterThan(200);
  });

  it("stays as it is where it is small, upright and of a type that files can hold", async () => {
    expect((await prepared(PNG)).image).toMatchObject({ type: "image/png", bytes: new Uint8Array(PNG) });
    const jpeg = await jpegOf(halves(40, 20));
    expect((await prepared(jpeg)).image).toMatchObject({ type: "image/jpeg", bytes: jpeg });
  });

  it.each([
    ["GIF", GIF],
    ["WebP", WEBP],
  ])("of type %s becomes a JPEG", async (_, bytes) => {
    expect((await prepared(bytes)).image).toMatchObject({ type: "image/jpeg", width: 1, height: 1 });
  });

  it("is shown on white where it is transparent", () => {
    const { data } = shrink(halves(2, 2, 0), { width: 1, height: 1 });
    expect([...data]).toEqual([255, 255, 255, 255]);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ["no picture at all", async () => new TextEncoder().encode("%PDF-1.4")],
    ["an empty file", async () => new Uint8Array()],
    ["a broken PNG", async () => PNG.subarray(0, 50)],
    ["a JPEG of a few bytes", async () => (await jpegOf(halves(40, 20))).subarray(0, 30)],
    ["a GIF that ends early", async () => GIF.subarray(0, 20)],
    ["a WebP that ends early", async () => WEBP.subarray(0, 25)],
  ])("that is %s is named, and the next one is still read", async (_, bytes) => {
    expect(await prepared(await bytes())).toEqual({ image: undefined, unreadable: ["图"] });
    expect((await prepared(await jpegOf(halves(4, 4)))).unreadable).toEqual([]);
  });

  it("that claims to be of gigabytes is not unpacked", () => {
    const bomb = new Uint8Array(PNG);
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    expect([isTooLarge("image/png", bomb), isTooLarge("image/png", new Uint8Array(PNG))]).toEqual([true, false]);
  });

  it("is missing where its file is", async () => {
    const document = sampleDocument({ blocks: [{ kind: "figure", sha256: "a", caption: "图" }] });
    expect((await readPictures(document, () => readPictureFile("/nowhere/a"))).unreadable).toEqual(["图"]);
  });
});
