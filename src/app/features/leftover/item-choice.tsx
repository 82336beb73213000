import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { type PlacedItem, placedTitle } from "#core/template/outline.ts";

export interface ItemChoiceProps {
  /** items that can take it */
  fits: (placed: PlacedItem) => boolean;
  value: string;
  onChoose: (itemKey: string) => void;
}

/** An item that the person may write, found by typing. */
export function ItemChoice({ fits, value, onChoose }: ItemChoiceProps) {
  const workspace = useWorkspace();
  const [query, setQuery] = useState("");
  const wanted = query.trim();
  const open = workspace.items.filter((placed) => workspace.assignment(placed.item.key).writable && fits(placed));
  const found = open.filter(
    (placed) =>
      wanted === "" || placed.item.key === value || placed.label === wanted || placedTitle(placed).includes(wanted),
  );
  return (
    <>
      <TextInput
        label="查找条目"
        placeholder="输入序号或文字"
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <NativeSelect
        label="放到哪一条"
        value={value}
        data={[
          { value: "", label: found.length === 0 ? "没有合适的条目" : `请选择（${found.length}条）` },
          ...found.map((placed) => ({ value: placed.item.key, label: placedTitle(placed) })),
        ]}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </>
  );
}
