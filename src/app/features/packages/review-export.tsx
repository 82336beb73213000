import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { urlOf } from "#app/data/client.ts";
import { exportReview } from "#core/api/conclusion.ts";

/** The concluded review as a file to take to a district that is not connected. */
export function ReviewExport({ submissionId }: { submissionId: string }) {
  return (
    <Button
      component="a"
      variant="default"
      href={urlOf(exportReview, { params: { submissionId } })}
      download
      leftSection={<IconDownload size={17} aria-hidden />}
    >
      导出数据包
    </Button>
  );
}
