import { Button, Group, Radio, Stack } from "@mantine/core";
import { IconFileZip } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { urlOf } from "#app/data/client.ts";
import { useEvidence, useWorkspace } from "#app/data/workspace-context.tsx";
import { CATALOGUE_FORMATS, type CatalogueFormat } from "#app/features/evidence/catalogue-formats.ts";
import { sizeText } from "#app/features/evidence/file-text.ts";
import { makeCatalogue } from "#app/features/evidence/make-catalogue.ts";
import classes from "#app/features/evidence/record.module.css";
import { Dialog } from "#app/ui/dialog.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { evidenceZip } from "#core/api/evidence.ts";
import type { Audience } from "#core/evidence/audience.ts";
import { zipPlan } from "#core/evidence/zip-plan.ts";

/** The evidence to take along: the files in checklist order, or the catalogue alone; for the office itself or for others. */
export function DownloadDialog({ mayPack, onClose }: { mayPack: boolean; onClose: () => void }) {
  const workspace = useWorkspace();
  const evidence = useEvidence();
  const [reader, setReader] = useState<Audience>("own");
  const plan = zipPlan({ ...workspace.content(), evidence }, reader);
  const make = useMutation({
    mutationFn: (format: CatalogueFormat) => makeCatalogue({ content: workspace.content(), reader, format }),
  });
  const confidential = evidence.filter((record) => record.confidential && record.links.length > 0).length;
  const unlinked = evidence.filter((record) => record.links.length === 0).length;
  return (
    <Dialog title="下载佐证材料" onClose={onClose}>
      <Stack gap="md">
        <Radio.Group
          label="给谁用"
          value={reader}
          onChange={(value) => setReader(value === "others" ? "others" : "own")}
        >
          <Stack gap={6} mt={6}>
            <Radio
              value="own"
              label="全部，本单位留存"
              description={confidential > 0 ? `含涉密${confidential}份，请按保密规定保管` : "没有标为涉密的材料"}
            />
            <Radio value="others" label="供外部，不含涉密" description="涉密的不列出也不打包，其余材料的编号不变" />
          </Stack>
        </Radio.Group>
        <p className={classes.quiet}>
          共{plan.files.length}项，合计{sizeText(plan.bytes)}；同一份材料用在几处，就在几处各放一份。
          {unlinked > 0 && `另有${unlinked}份没有条目引用，不在其中。`}
        </p>
        <div>
          <h3 className={classes.subhead}>按清单顺序打包</h3>
          {plan.files.length === 0 || !mayPack ? (
            <p className={classes.quiet}>
              {mayPack ? "没有可打包的材料，请先在条目中上传或引用。" : "打包下载由统稿人或审定人进行。"}
            </p>
          ) : (
            <Button
              component="a"
              href={urlOf(evidenceZip, { params: { submissionId: workspace.id }, query: { for: reader } })}
              download
              leftSection={<IconFileZip size={18} />}
            >
              下载压缩包（ZIP）
            </Button>
          )}
        </div>
        <div>
          <h3 className={classes.subhead}>只要目录</h3>
          <Group gap="xs">
            {(Object.keys(CATALOGUE_FORMATS) as CatalogueFormat[]).map((format) => (
              <Button
                key={format}
                variant="default"
                disabled={make.isPending}
                loading={make.isPending && make.variables === format}
                onClick={() => make.mutate(format)}
              >
                目录{CATALOGUE_FORMATS[format]}
              </Button>
            ))}
          </Group>
        </div>
        {make.data && !make.isPending && <Notice tone="good">已生成{make.data}，请在下载中查看</Notice>}
        {make.error && <Notice tone="danger">没有生成：{make.error.message}</Notice>}
      </Stack>
    </Dialog>
  );
}
