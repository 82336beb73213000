import { Button } from "@mantine/core";
import { IconFileTypeDocx, IconFileTypePdf, IconTable } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { localDay } from "#app/data/clock.ts";
import { makeOpinion } from "#app/features/opinion/make-opinion.ts";
import classes from "#app/features/opinion/opinion.module.css";
import { saveFile } from "#app/ui/save-file.ts";
import { copySheet, saveWorkbook } from "#app/ui/save-workbook.ts";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import { conclusionSheets } from "#core/document/review-sheets.ts";

/** The opinion as an official document, the ledger as a workbook, and the ledger for pasting. */
export function OpinionFiles({ concluded }: { concluded: ConcludedReview }) {
  const [said, setSaid] = useState("");
  const [making, setMaking] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const { city, concludedAt, conclusionHash, district, year } = concluded;

  const make = async (format: "docx" | "pdf"): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setMaking(true);
    setSaid("正在生成…");
    try {
      const issue = { city, date: localDay(concludedAt), hash: conclusionHash };
      const made = await makeOpinion({ concluded, issue, format }, controller.signal);
      saveFile(new Blob([made.bytes], { type: made.mediaType }), made.fileName);
      const lacking = made.missing.length > 0 ? `；字库中没有这些字，以〓代替：${made.missing.join("")}` : "";
      setSaid(`已生成${made.fileName}，请在下载中查看${lacking}`);
    } catch (error) {
      if (controller.signal.aborted) setSaid("");
      else setSaid(`没有生成：${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setMaking(false);
    }
  };
  const sheets = conclusionSheets(concluded);
  const [ledger] = sheets;
  return (
    <div className={classes.files}>
      <Button
        disabled={making}
        leftSection={<IconFileTypeDocx size={17} aria-hidden />}
        onClick={() => void make("docx")}
      >
        审核意见Word
      </Button>
      <Button
        disabled={making}
        leftSection={<IconFileTypePdf size={17} aria-hidden />}
        onClick={() => void make("pdf")}
      >
        审核意见PDF
      </Button>
      <Button
        variant="default"
        leftSection={<IconTable size={17} aria-hidden />}
        onClick={() => void saveWorkbook(sheets, `${district}${year}年度审核台账.xlsx`)}
      >
        得分台账XLSX
      </Button>
      {ledger && (
        <Button
          variant="subtle"
          onClick={() =>
            void copySheet(ledger).then((done) => setSaid(done ? "已复制，可粘贴到Excel" : "没有复制，请下载XLSX"))
          }
        >
          复制得分台账
        </Button>
      )}
      {making && (
        <Button variant="subtle" onClick={() => running.current?.abort()}>
          取消
        </Button>
      )}
      <span role="status" className={classes.said}>
        {said}
      </span>
    </div>
  );
}
