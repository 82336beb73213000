import { readFont } from "#app/data/read-font.ts";
import { composeVersion } from "#app/features/report/compose-version.ts";
import { drawPage } from "#app/features/report/draw-page.ts";
import { gapsOf, ownersAtTop, placesOf } from "#app/features/report/find-places.ts";
import type { ContentFrame, DrawnPages, PreviewReply, PreviewRequest } from "#app/features/report/preview-messages.ts";
import { createReportImages, picturesOf } from "#app/features/report/report-images.ts";
import { documentText, type ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { type FontRole, loadFonts } from "#report/fonts.ts";
import type { ReportImage } from "#report/images.ts";
import { readMetrics } from "#report/layout/font-metrics.ts";
import { layoutReport } from "#report/layout/layout-report.ts";
import { FRAMES } from "#report/page.ts";

type Compose = Extract<PreviewRequest, { kind: "compose" }>;

/** Everything of the preview that takes time: the document is composed, set and cut into pages off the main thread. */
let frame: ContentFrame | undefined;
let drawn: { run: number; page: (index: number) => DrawnPages[number] | undefined } | undefined;
const images = createReportImages();
const urls = new Map<string, string>();

const send = (reply: PreviewReply): void => self.postMessage(reply);

self.onmessage = async ({ data }: MessageEvent<PreviewRequest>) => {
  if (data.kind === "open") frame = data.frame;
  else if (data.kind === "draw") {
    if (drawn?.run === data.run) send({ kind: "drawn", run: data.run, drawn: pages(data.wanted) });
  } else
    await compose(data).catch((error: unknown) =>
      send({ kind: "failed", run: data.run, message: error instanceof Error ? error.message : String(error) }),
    );
};

/** Pictures take long: the pages come at once with their places left free, and again when all have been read. */
async function compose(request: Compose): Promise<void> {
  if (!frame) return;
  const { submissionId } = frame;
  const { document } = composeVersion(frame, request.change);
  const lacking = images.lacking(picturesOf(document));
  await setPages(request, document, lacking);
  if (lacking.length === 0) return;
  for (const sha256 of lacking) {
    const record = request.change.evidence.find((each) => each.sha256 === sha256);
    if (record) await images.read(submissionId, record);
  }
  // a later run has taken over in the meantime, and has the pictures
  if (drawn?.run === request.run) await setPages(request, document, []);
}

async function setPages(request: Compose, document: ReportDocument, lacking: readonly string[]): Promise<void> {
  if (!frame) return;
  const { template } = frame;
  const fonts = await loadFonts(readFont, documentText(document).map(cleanText));
  const layout = layoutReport(document, fonts, withRoomFor(lacking));
  const ascentOf = (role: FontRole): number => {
    const bytes = fonts[role];
    if (!bytes) throw new Error(`no font for ${role}`);
    return readMetrics(bytes).ascent;
  };
  const owners = ownersAtTop(layout.pages, template);
  drawn = {
    run: request.run,
    page: (index) => {
      const page = layout.pages[index];
      return page && [index, drawPage(page.marks, { ascentOf, template, owner: owners[index], urlOf })];
    },
  };
  send({
    kind: "composed",
    run: request.run,
    layout: {
      title: document.title,
      shell: document.shell,
      pages: layout.pages.map((page) => {
        const { pageWidth, pageHeight } = FRAMES[page.orientation];
        return { width: pageWidth, height: pageHeight };
      }),
      places: placesOf(layout.pages),
      gaps: gapsOf(document, template),
      missing: layout.missing,
      waiting: lacking.length,
    },
    drawn: pages(request.wanted),
    document: request.text ? document : undefined,
  });
}

const pages = (wanted: readonly number[]): DrawnPages =>
  wanted.flatMap((index) => {
    const page = drawn?.page(index);
    return page ? [page] : [];
  });

/** Stands for a picture that is being read; most photographs have this shape. */
const UNREAD: ReportImage = { bytes: new Uint8Array(), type: "image/jpeg", width: 1600, height: 1200 };

const withRoomFor = (lacking: readonly string[]): ReadonlyMap<string, ReportImage> =>
  new Map([...images.known, ...lacking.map((sha256) => [sha256, UNREAD] as const)]);

/** For the page to show; lives as long as this worker. */
function urlOf(sha256: string): string | undefined {
  const known = urls.get(sha256);
  const image = images.known.get(sha256);
  if (known !== undefined || !image) return known;
  const url = URL.createObjectURL(new Blob([new Uint8Array(image.bytes)], { type: image.type }));
  urls.set(sha256, url);
  return url;
}
