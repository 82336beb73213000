import type { PreviewFailure } from "#app/features/evidence/preview/preview-failure.ts";
import type {
  PreviewAnswers,
  PreviewReply,
  PreviewRequest,
  PreviewTask,
} from "#app/features/evidence/preview/preview-messages.ts";
import { rowWindow } from "#app/features/evidence/preview/row-window.ts";
import { assertNever, err, ok, type Result } from "#core/result.ts";
import { listPackage } from "#report/workbook/open-package.ts";
import type { Grid } from "#report/workbook/read-sheet.ts";
import { readWorkbook, type Workbook } from "#report/workbook/read-workbook.ts";

let workbook: Workbook | undefined;
let shown: { sheet: number; grid: Grid } | undefined;

/** Files of unknown origin are taken apart here: what hangs or breaks is this thread, which the page ends. */
self.onmessage = async ({ data }: MessageEvent<PreviewRequest>) => {
  self.postMessage({ run: data.run, result: await answer(data) } satisfies PreviewReply);
};

async function answer(request: PreviewRequest): Promise<Result<PreviewAnswers[PreviewTask], PreviewFailure>> {
  switch (request.task) {
    case "document": {
      const { readDocument } = await import("#app/features/evidence/preview/read-document.ts");
      return readDocument(request.bytes);
    }
    case "workbook": {
      const read = readWorkbook(request.bytes);
      if (!read.ok) return read;
      workbook = read.value;
      return ok({ sheets: workbook.sheets, hidden: workbook.hidden });
    }
    case "rows":
      return rows(request.sheet, request.from);
    case "archive":
      return listPackage(request.bytes);
    default:
      return assertNever(request);
  }
}

function rows(sheet: number, from: number): Result<PreviewAnswers["rows"], PreviewFailure> {
  if (shown?.sheet !== sheet) {
    const grid = workbook?.grid(sheet);
    if (!grid?.ok) return grid ?? err("damaged");
    shown = { sheet, grid: grid.value };
  }
  return ok(rowWindow(shown.grid, from));
}
