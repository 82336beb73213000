import { Button } from "@mantine/core";
import { IconBrowserShare } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "#app/ui/tab-notice.module.css";

/** Another page of the same person writes: here one looks on, or goes on writing. */
export function TabNotice({ onTakeOver, children }: { onTakeOver: () => void; children?: ReactNode }) {
  return (
    <div className={classes.bar} role="status">
      <IconBrowserShare size={18} aria-hidden className={classes.shape} />
      <span>{children ?? "已在另一标签页打开。那里填写的内容会同步显示在这里，本页只读。"}</span>
      <Button size="xs" variant="default" onClick={onTakeOver}>
        改在此处填写
      </Button>
    </div>
  );
}
