import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { urlOf } from "#app/data/client.ts";
import classes from "#app/features/packages/packages.module.css";
import { exportPackage } from "#core/api/package.ts";
import type { SubmissionSummary } from "#core/api/submission-list.ts";

/** Each year as a file to take along. */
export function ExportList({ submissions }: { submissions: readonly SubmissionSummary[] }) {
  const [begun, setBegun] = useState<number>();
  return (
    <section className={classes.section} aria-labelledby="package-export">
      <h2 id="package-export" className={classes.title}>
        导出
      </h2>
      <p className={classes.hint}>
        数据包含填报内容、清单、全部佐证材料和汇编好的Word、PDF报告，可带到不联网的另一台电脑导入。其中包括涉密材料，请按保密规定保管和传递。
      </p>
      {submissions.length === 0 ? (
        <p className={classes.hint}>还没有年度自评，没有可导出的内容。</p>
      ) : (
        <ul className={classes.list}>
          {submissions.map(({ id, year, title }) => (
            <li key={id} className={classes.row}>
              <span className={classes.name}>{title}</span>
              <Button
                component="a"
                variant="default"
                href={urlOf(exportPackage, { params: { submissionId: id } })}
                download
                onClick={() => setBegun(year)}
                leftSection={<IconDownload size={16} aria-hidden />}
                aria-label={`导出数据包：${year}年度`}
              >
                导出数据包
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className={classes.hint} role="status">
        {begun !== undefined &&
          `正在汇编${begun}年度报告并打包，完成后浏览器自动下载。下载未成功的，请核对材料库中有无损坏或缺失的材料后再导出。`}
      </p>
    </section>
  );
}
