import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { NodeCard } from "#app/features/builder/node-card.tsx";
import { useOpenNodes } from "#app/features/builder/open-nodes.tsx";
import { RuleEditor } from "#app/features/builder/rule-editor.tsx";
import { insertedBy } from "#app/features/builder/structure.ts";
import { pasteEdit } from "#core/builder/paste.ts";
import { PRESET_TEXT, recognisePreset } from "#core/builder/presets.ts";
import type { Field } from "#core/field/definition.ts";
import { SEVERITY_TEXT } from "#core/rule/finding.ts";
import type { Rule } from "#core/template/schema.ts";

const kindText = (rule: Rule): string => {
  const preset = recognisePreset(rule);
  return preset ? PRESET_TEXT[preset.kind] : rule.expect === "" ? "尚未设置" : "自定义";
};

export interface RuleListProps {
  itemKey: string;
  rules: readonly Rule[];
  /** the item's own fields */
  own: readonly Field[];
}

/** What is checked while it is filled in. */
export const RuleList = memo(function RuleList({ itemKey, rules, own }: RuleListProps) {
  const store = useDraftStore();
  const { open } = useOpenNodes();
  const add = (): void => {
    const value: Rule = { key: "rule", expect: "", message: "", severity: "warning", standing: "unverified" };
    const into = { kind: "item", key: itemKey } as const;
    const edit = pasteEdit(store.draft, { nodes: [{ kind: "rule", value }] }, into, null);
    const [at] = insertedBy(edit);
    if (!store.edit(edit) && at) open(at);
  };
  return (
    <section className={classes.card} aria-labelledby="rules-title">
      <h2 id="rules-title">
        校验规则<small>{rules.length}条</small>
      </h2>
      {rules.map((rule) => (
        <NodeCard
          key={rule.key}
          at={{ kind: "rule", item: itemKey, key: rule.key }}
          title={rule.message}
          about={`${kindText(rule)} · ${SEVERITY_TEXT[rule.severity]}`}
        >
          {() => <RuleEditor itemKey={itemKey} own={own} rule={rule} />}
        </NodeCard>
      ))}
      <Button variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
        添加规则
      </Button>
    </section>
  );
});
