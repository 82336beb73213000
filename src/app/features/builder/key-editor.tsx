import { Button, TextInput } from "@mantine/core";
import { memo, useState } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { renameField } from "#core/builder/references.ts";

interface KeyEditorProps {
  kind: "item" | "field";
  of: string;
  /** it stands under another key now */
  onRenamed: (key: string) => void;
}

/** The key under which answers are stored. It is changed on purpose only; rules and tokens follow. */
export const KeyEditor = memo(function KeyEditor({ kind, of, onRenamed }: KeyEditorProps) {
  const store = useDraftStore();
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<string>();
  const name = kind === "item" ? "条目键" : "数据项名称（规则和正文引用它）";
  const rename = (): void => {
    if (typed === undefined || typed === of) {
      setTyped(undefined);
      return;
    }
    const edit =
      kind === "item"
        ? ({ kind: "rename", at: { kind, key: of }, key: typed } as const)
        : renameField(store.draft, of, typed);
    const refused = store.edit(edit);
    store.dismissRefusal();
    setFault(refused?.message);
    if (refused) return;
    setTyped(undefined);
    onRenamed(typed);
  };
  if (typed === undefined)
    return (
      <p className={classes.key}>
        {name}：<code>{of}</code>
        <button type="button" className={classes.link} onClick={() => setTyped(of)}>
          更改
        </button>
      </p>
    );
  return (
    <form
      className={classes.row}
      onSubmit={(event) => {
        event.preventDefault();
        rename();
      }}
    >
      <TextInput
        label={name}
        description="各年数据按它对应；更改后规则和正文中的引用一并更改"
        value={typed}
        error={fault}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoFocus
        style={{ flex: 1 }}
      />
      <Button type="submit" size="compact-sm" mb={4}>
        确定
      </Button>
      <Button variant="default" size="compact-sm" mb={4} onClick={() => setTyped(undefined)}>
        取消
      </Button>
    </form>
  );
});
