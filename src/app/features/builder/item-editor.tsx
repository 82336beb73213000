import { memo } from "react";
import { useDraft } from "#app/data/draft-context.tsx";
import { BasisList } from "#app/features/builder/basis-list.tsx";
import classes from "#app/features/builder/builder.module.css";
import { FieldList } from "#app/features/builder/field-list.tsx";
import { KeyEditor } from "#app/features/builder/key-editor.tsx";
import { CARRY_TEXT } from "#app/features/builder/labels.ts";
import { LineageEditor } from "#app/features/builder/lineage-editor.tsx";
import { NarrativeDraft } from "#app/features/builder/narrative-draft.tsx";
import { ChoiceProperty, FlagProperty, TextProperty } from "#app/features/builder/properties.tsx";
import { RuleList } from "#app/features/builder/rule-list.tsx";
import { SlotList } from "#app/features/builder/slot-list.tsx";
import { SupportUnits } from "#app/features/builder/support-units.tsx";
import type { Address } from "#core/builder/edit.ts";
import type { Item } from "#core/template/schema.ts";

export interface ItemEditorProps {
  item: Item;
  /** the cover, the opening and chapters keep their keys and are not scored */
  fixed: boolean;
  onRenamed: (key: string) => void;
}

/** Everything that one item asks. */
export const ItemEditor = memo(function ItemEditor({ item, fixed, onRenamed }: ItemEditorProps) {
  const at: Address = { kind: "item", key: item.key };
  const units = useDraft(({ template }) => template.units);
  return (
    <>
      <section className={classes.card} aria-label="基本内容">
        <TextProperty at={at} name="heading" label="标题" value={item.heading} />
        <TextProperty
          at={at}
          name="guidance"
          label="填报说明"
          description="写给填报人：写什么、数据从哪里来、注意什么"
          value={item.guidance}
          lines={2}
        />
        {!fixed && <Scoring item={item} />}
        <div className={classes.row}>
          <ChoiceProperty
            at={at}
            name="lead"
            label="牵头单位"
            value={item.lead}
            options={[
              { value: "", label: "未指定" },
              ...units.map((unit) => ({ value: unit.key, label: unit.name || "（未命名）" })),
            ]}
            leaves={{ name: "support", list: item.support }}
            width={300}
          />
          <SupportUnits itemKey={item.key} lead={item.lead} support={item.support} units={units} />
        </div>
        {!fixed && <KeyEditor kind="item" of={item.key} onRenamed={onRenamed} />}
        {!fixed && <LineageEditor kind="item" of={item.key} />}
      </section>
      <BasisList itemKey={item.key} all={item.basis} />
      <FieldList itemKey={item.key} fields={item.fields} />
      <RuleList itemKey={item.key} rules={item.rules} own={item.fields} />
      {!fixed && <SlotList itemKey={item.key} slots={item.evidence} />}
      <section className={classes.card} aria-labelledby="builder-prose-title">
        <h2 id="builder-prose-title">正文要求</h2>
        <div className={classes.row}>
          <FlagProperty at={at} name="prose" label="需要撰写正文" value={item.prose} />
          <ChoiceProperty
            at={at}
            name="carry"
            label="下一年"
            value={item.carry}
            options={[
              { value: "", label: "按默认：带入，核对后采用" },
              { value: "copy", label: CARRY_TEXT.copy },
              { value: "reference", label: CARRY_TEXT.reference },
              { value: "never", label: CARRY_TEXT.never },
            ]}
            width={260}
          />
          {item.prose && (
            <ChoiceProperty
              at={at}
              name="draftFrom"
              label="正文可取自"
              value={item.draftFrom}
              options={[
                { value: "", label: "正文底稿" },
                { value: "last-problems", label: "上年审核指出的问题及整改" },
              ]}
              width={260}
            />
          )}
        </div>
        {item.prose && <NarrativeDraft itemKey={item.key} narrative={item.narrative} own={item.fields} />}
      </section>
    </>
  );
});

function Scoring({ item }: { item: Item }) {
  const at: Address = { kind: "item", key: item.key };
  return (
    <div className={classes.row}>
      <TextProperty
        at={at}
        name="points"
        label="分值"
        value={item.points}
        optional
        numeric
        width={120}
        placeholder="不计分"
      />
      <div className={classes.flags}>
        <FlagProperty at={at} name="bonus" label="加分项" description="不计入总分" value={item.bonus} off={null} />
        <FlagProperty at={at} name="veto" label="一票否决" description="不达标即不合格" value={item.veto} off={null} />
      </div>
    </div>
  );
}
