import type { ImageSet } from "#report/images.ts";
import type { PdfDocument } from "#report/pdf/engine.ts";
import { jpegFrame } from "#report/readable-image.ts";

/** Draws a picture of the image set with its upper left corner at x and y. */
export type DrawPicture = (place: { sha256: string; x: number; y: number; width: number; height: number }) => void;

/** Each picture comes into the file once, however often it is drawn. */
export function createPictures(pdf: PdfDocument, images: ImageSet): DrawPicture {
  const known = new Map<string, DrawPicture>();
  const open = (sha256: string): DrawPicture => {
    const image = images.get(sha256);
    if (!image) throw new Error(`picture ${sha256} was laid out but is not there`);
    return image.type === "image/jpeg" ? openJpeg(pdf, image.bytes, `J${known.size + 1}`) : openPng(pdf, image.bytes);
  };
  return (place) => {
    const draw = known.get(place.sha256) ?? open(place.sha256);
    known.set(place.sha256, draw);
    draw(place);
  };
}

/** A JPEG goes into the file as it is: the engine would copy it three times. */
function openJpeg(pdf: PdfDocument, bytes: Uint8Array, name: string): DrawPicture {
  const frame = jpegFrame(bytes);
  if (!frame) throw new Error("JPEG without a frame was laid out");
  const reference = pdf.ref({
    Type: "XObject",
    Subtype: "Image",
    Width: frame.width,
    Height: frame.height,
    BitsPerComponent: frame.bits,
    ColorSpace: frame.colours === 1 ? "DeviceGray" : "DeviceRGB",
    Filter: "DCTDecode",
  });
  reference.end(bytes);
  return ({ x, y, width, height }) => {
    pdf.page.xobjects[name] = reference;
    pdf.addContent(`q ${width} 0 0 ${-height} ${x} ${y + height} cm /${name} Do Q`);
  };
}

function openPng(pdf: PdfDocument, bytes: Uint8Array): DrawPicture {
  const image = pdf.openImage(bytes.slice().buffer);
  return ({ x, y, width, height }) => pdf.image(image, x, y, { width, height, ignoreOrientation: true });
}
