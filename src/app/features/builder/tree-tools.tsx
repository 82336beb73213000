import {
  IconArrowDown,
  IconArrowMerge,
  IconArrowUp,
  IconClipboard,
  IconCopy,
  IconCut,
  IconFilePlus,
  IconFolderPlus,
  IconLayoutGridAdd,
  IconTrash,
} from "@tabler/icons-react";
import { memo } from "react";
import { ToolButton } from "#app/features/builder/tool-button.tsx";
import classes from "#app/features/builder/tree.module.css";
import type { TreeCommands } from "#app/features/builder/use-tree-commands.ts";

/** The same that the keys do, to be seen and clicked; `count` = lines that are chosen. */
export const TreeTools = memo(function TreeTools({ count, commands }: { count: number; commands: TreeCommands }) {
  return (
    <div className={classes.tools} role="toolbar" aria-label="编辑清单结构">
      <ToolButton label="添加条目" keys="Insert" icon={IconFilePlus} onClick={() => commands.insert("item")} />
      <ToolButton label="添加章节" icon={IconFolderPlus} onClick={() => commands.insert("section")} />
      <ToolButton label="添加报告的一章" icon={IconLayoutGridAdd} onClick={() => commands.insert("part")} />
      <ToolButton label="上移" keys="Alt+↑" icon={IconArrowUp} onClick={() => commands.move(-1)} />
      <ToolButton label="下移" keys="Alt+↓" icon={IconArrowDown} onClick={() => commands.move(1)} />
      <ToolButton label="剪切" keys="Ctrl+X" icon={IconCut} onClick={commands.cut} />
      <ToolButton label="复制" keys="Ctrl+C" icon={IconCopy} onClick={commands.copy} />
      <ToolButton
        label="粘贴"
        keys="Ctrl+V"
        icon={IconClipboard}
        disabled={!commands.canPaste}
        onClick={commands.paste}
      />
      <ToolButton label="并入最后选中的一条" keys="Ctrl+M" icon={IconArrowMerge} onClick={commands.merge} />
      <ToolButton label="删除" keys="Delete" icon={IconTrash} onClick={commands.remove} />
      <span className={classes.said} role="status">
        {commands.said || (count > 1 ? `已选${count}项` : "")}
      </span>
    </div>
  );
});
