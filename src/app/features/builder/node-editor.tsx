import { useCallback } from "react";
import { useDraft } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { ItemEditor } from "#app/features/builder/item-editor.tsx";
import { TextProperty } from "#app/features/builder/properties.tsx";
import { TemplateEditor } from "#app/features/builder/template-editor.tsx";
import type { Address } from "#core/builder/edit.ts";
import { findNode, parentOf } from "#core/builder/nodes.ts";

/** The form of the line that is chosen in the tree. */
export function NodeEditor({ at, onOpen }: { at: Address; onOpen: (at: Address) => void }) {
  const onRenamed = useCallback((key: string) => onOpen({ kind: "item", key }), [onOpen]);
  const node = useDraft(({ template }) => findNode(template, at)?.value);
  const fixed = useDraft(({ template }) => parentOf(template, at) === undefined);
  if (at.kind === "template") return <TemplateEditor />;
  if (node === undefined) return <p className={classes.none}>这里的内容已被删除，请在目录中另选一条。</p>;
  if (at.kind === "section" && "items" in node)
    return (
      <section className={classes.card} aria-label="章节">
        <TextProperty at={at} name="heading" label="章节标题" value={node.heading} />
        <p className={classes.none}>本章节有{node.items.length}条。在目录中选中章节后按 Insert 键添加条目。</p>
      </section>
    );
  if (at.kind === "part" && "kind" in node)
    return (
      <>
        <section className={classes.card} aria-label="报告的一部分">
          <TextProperty at={at} name="heading" label="部分标题" value={"heading" in node ? node.heading : ""} />
          {node.kind === "sections" && (
            <p className={classes.none}>清单的各章节排在这一部分中，序号随报告各部分的顺序而定。</p>
          )}
        </section>
        {node.kind === "item" && <ItemEditor key={node.item.key} item={node.item} fixed onRenamed={onRenamed} />}
      </>
    );
  if (at.kind === "item" && "fields" in node)
    return <ItemEditor key={node.key} item={node} fixed={fixed} onRenamed={onRenamed} />;
  return null;
}
