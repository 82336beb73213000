import { NativeSelect, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { memo } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import { AddLine } from "#app/features/builder/add-line.tsx";
import classes from "#app/features/builder/builder.module.css";
import { STANDING_OPTIONS } from "#app/features/builder/labels.ts";
import { useSet, useTyped } from "#app/features/builder/properties.tsx";
import { ToolButton } from "#app/features/builder/tool-button.tsx";
import { type Standing, standing as standingSchema } from "#core/indicator/indicator.ts";
import type { Item } from "#core/template/schema.ts";

type Basis = Item["basis"][number];

/** What the item rests on: a text and its 文号. */
export const BasisList = memo(function BasisList({ itemKey, all }: { itemKey: string; all: readonly Basis[] }) {
  const store = useDraftStore();
  const at = { kind: "item", key: itemKey } as const;
  const set = useSet(at);
  const put = (index: number, basis: Basis): string | undefined =>
    set(
      "basis",
      all.map((each, place) => ({ ...(place === index ? basis : each) })),
    );
  const change = (basis: Basis[]): void => void store.edit({ kind: "set", at, patch: { basis: [...basis] } });
  return (
    <section className={classes.card} aria-labelledby="basis-title">
      <h2 id="basis-title">依据</h2>
      {all.map((basis, index) => (
        <BasisRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a basis has no key; its place in the list is what it is known by
          key={index}
          number={index + 1}
          basis={basis}
          onChange={(changed) => put(index, changed)}
          onRemove={() => change(all.filter((_, place) => place !== index))}
        />
      ))}
      <AddLine
        label="添加依据"
        placeholder="例如：《义务教育法》第四十二条"
        onAdd={(text) => change([...all, { text, standing: "unverified" }])}
      />
    </section>
  );
});

interface BasisRowProps {
  number: number;
  basis: Basis;
  onChange: (basis: Basis) => string | undefined;
  onRemove: () => void;
}

function BasisRow({ number, basis, onChange, onRemove }: BasisRowProps) {
  const text = useTyped(basis.text, (typed) => onChange({ ...basis, text: typed }));
  const { documentNumber: _, ...without } = basis;
  const of = useTyped(basis.documentNumber ?? "", (typed) =>
    onChange(typed === "" ? without : { ...basis, documentNumber: typed }),
  );
  const choose = (value: string): void => {
    const standing = standingSchema.safeParse(value);
    if (standing.success) onChange({ ...basis, standing: standing.data satisfies Standing });
  };
  return (
    <div className={classes.entry}>
      <TextInput
        aria-label={`依据${number}`}
        value={text.text}
        error={text.error}
        onChange={(event) => text.type(event.currentTarget.value)}
        className={classes.grow}
      />
      <TextInput
        aria-label={`依据${number}的文号`}
        placeholder="文号"
        value={of.text}
        error={of.error}
        onChange={(event) => of.type(event.currentTarget.value)}
        w={170}
      />
      <NativeSelect
        aria-label={`依据${number}的可靠程度`}
        value={basis.standing}
        data={STANDING_OPTIONS}
        onChange={(event) => choose(event.currentTarget.value)}
        w={150}
      />
      <ToolButton label={`删除依据${number}`} icon={IconTrash} onClick={onRemove} />
    </div>
  );
}
