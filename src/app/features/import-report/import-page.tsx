import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/import-report/import.module.css";
import type { ImportWishes } from "#app/features/import-report/import-messages.ts";
import { ImportReview } from "#app/features/import-report/import-review.tsx";
import { SourceForm } from "#app/features/import-report/source-form.tsx";
import { useImport } from "#app/features/import-report/use-import.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import type { CarryChange } from "#core/reuse/apply-carry.ts";
import { undoCarry } from "#core/reuse/undo-carry.ts";

export interface ImportPageProps {
  aside: ReactNode;
  linkTo: (itemKey: string, text: string) => ReactNode;
}

const UNTOUCHED: ImportWishes = { year: undefined, moves: [] };

/** A report that was published, as Word, page or pasted text, becomes drafts of the items. */
export function ImportPage({ aside, linkTo }: ImportPageProps) {
  const workspace = useWorkspace();
  const { reading, read, failure, open, again, close } = useImport(workspace.template, workspace.indicators);
  const [wishes, setWishes] = useState(UNTOUCHED);
  const [written, setWritten] = useState<readonly CarryChange[]>();
  const leave = (): void => {
    close();
    setWishes(UNTOUCHED);
  };
  const wish = (next: ImportWishes): void => {
    setWishes(next);
    again(next);
  };
  const undo = (): void => {
    for (const { itemKey, after } of undoCarry(written ?? [], workspace.content().answers))
      workspace.rewrite(itemKey, after);
    setWritten(undefined);
  };
  return (
    <Page title="导入已发布的报告" aside={aside} width="full">
      <p className={classes.intro}>
        读取往年或本年度已发布的报告，对照清单拆成各条的草稿。写入以前什么都不会改变；写入的内容都标“待核对”，逐条核对以后才进入报告。
      </p>
      {written && <Written changes={written} onUndo={undo} linkTo={linkTo} />}
      {read ? (
        <ImportReview
          read={read}
          wishes={wishes}
          onWishes={wish}
          onWritten={(changes) => {
            setWritten(changes);
            leave();
          }}
          onClose={leave}
        />
      ) : (
        <SourceForm reading={reading} failure={failure} onOpen={open} onCancel={leave} />
      )}
    </Page>
  );
}

interface WrittenProps extends Pick<ImportPageProps, "linkTo"> {
  changes: readonly CarryChange[];
  onUndo: () => void;
}

function Written({ changes, onUndo, linkTo }: WrittenProps) {
  const first = changes[0]?.itemKey;
  if (first === undefined)
    return <Notice tone="calm">选中的地方都已有内容，没有写入。要替换，请在“已有内容”中选择。</Notice>;
  return (
    <Notice tone="good">
      <p className={classes.lead}>
        已写入{changes.length}条草稿，均标为待核对。{linkTo(first, "从第一条开始核对")}
      </p>
      <Button size="compact-sm" variant="default" onClick={onUndo}>
        撤销这次导入
      </Button>
    </Notice>
  );
}
