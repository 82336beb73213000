import { Button, Menu, SegmentedControl } from "@mantine/core";
import { IconChevronDown, IconFileTypeDocx, IconFileTypePdf } from "@tabler/icons-react";
import type { Format } from "#app/features/report/use-report-files.ts";
import { SHELLS, type Shell } from "#core/document/model.ts";

const SHELL_TEXT: Record<Shell, string> = { report: "报告", letter: "函", notice: "公示", plain: "网页" };

export interface ShellChoiceProps {
  shell: Shell;
  onShell: (shell: Shell) => void;
}

/** What is shown and made here; what is stored stays the cover's. */
export function ShellChoice({ shell, onShell }: ShellChoiceProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="按文种预览"
      data={SHELLS.map((value) => ({ value, label: SHELL_TEXT[value] }))}
      value={shell}
      onChange={onShell}
      transitionDuration={0}
    />
  );
}

export interface FormatButtonsProps {
  busy: boolean;
  onMake: (format: Format) => void;
  onLetterhead: () => void;
}

export function FormatButtons({ busy, onMake, onLetterhead }: FormatButtonsProps) {
  return (
    <>
      <Button disabled={busy} leftSection={<IconFileTypeDocx size={18} />} onClick={() => onMake("docx")}>
        生成Word
      </Button>
      <Button disabled={busy} leftSection={<IconFileTypePdf size={18} />} onClick={() => onMake("pdf")}>
        生成PDF
      </Button>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" disabled={busy} rightSection={<IconChevronDown size={14} />}>
            其他格式
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onMake("html")}>网页（HTML，政府网站用）</Menu.Item>
          <Menu.Item onClick={() => onMake("xlsx")}>数据表（XLSX）</Menu.Item>
          <Menu.Item onClick={() => onMake("txt")}>复制全文</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={onLetterhead}>本单位Word模板…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
