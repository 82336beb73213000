import { NativeSelect } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import { templateQuery } from "#app/data/submission-queries.ts";
import classes from "#app/features/builder/lineage.module.css";
import { lineageText, type SourceNames, sourceGroups, sourceNames } from "#app/features/builder/lineage-text.ts";
import { ToolButton } from "#app/features/builder/tool-button.tsx";
import { fieldIn } from "#core/builder/nodes.ts";
import { isShared, type LineageKind, ownLineage, setSources, sourcesOf } from "#core/builder/set-sources.ts";

interface LineageEditorProps {
  kind: LineageKind;
  of: string;
}

/** 指标沿革: what of last year's checklist goes on as this item or field, so that its answers find their way. */
export function LineageEditor({ kind, of }: LineageEditorProps) {
  const store = useDraftStore();
  // of a draft only these two say it: nothing is drawn again while one types
  const base = useDraft(({ draft }) => draft.base);
  const lineage = useDraft(({ template }) => template.lineage);
  const [open, setOpen] = useState(false);
  const { data: before } = useQuery({ ...templateQuery(base?.id ?? "", base?.version ?? ""), enabled: !!base });
  const draft = { base, template: { id: store.template.id, lineage } };
  if (!base || !ownLineage(draft)) return null;
  const names = before && sourceNames(before, kind);
  const sources = sourcesOf(draft, kind, of);
  const shared = sources.some((source) => isShared(draft, kind, source));
  return (
    <div className={classes.lineage}>
      <p>
        指标沿革：{lineageText({ version: base.version, of, sources, shared, names })}
        <button type="button" className={classes.link} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "收起" : "更改"}
        </button>
      </p>
      {open && names && <Sources kind={kind} of={of} sources={sources} names={names} />}
    </div>
  );
}

interface SourcesProps extends LineageEditorProps {
  sources: readonly string[];
  names: SourceNames;
}

function Sources({ kind, of, sources, names }: SourcesProps) {
  const store = useDraftStore();
  const [fault, setFault] = useState<string>();
  const change = (wanted: readonly string[]): void => {
    const edit = setSources(store.draft, kind, of, wanted);
    setFault(edit.ok ? undefined : edit.error);
    if (edit.ok) store.edit(edit.value);
  };
  const type = kind === "field" ? fieldIn(store.template, of)?.type : undefined;
  const version = store.draft.base?.version ?? "";
  return (
    <div className={classes.sources}>
      {sources.length > 0 && (
        <ul aria-label="来源">
          {sources.map((source) => (
            <li key={source}>
              {names.get(source)?.name ?? source}
              <ToolButton
                label={`不再沿用“${names.get(source)?.name ?? source}”`}
                icon={IconX}
                onClick={() => change(sources.filter((each) => each !== source))}
              />
            </li>
          ))}
        </ul>
      )}
      <NativeSelect
        label={`沿用${version}版的${kind === "item" ? "条目" : "数据项"}`}
        description={
          kind === "item"
            ? "选几条即为合并；同一来源选给几条即为拆分。上年的正文、数据和材料随之转来"
            : "只列出类型相同的数据项；上年的数据随之转来"
        }
        value=""
        error={fault}
        data={[
          { value: "", label: "添加来源…" },
          ...sourceGroups(names, (source, name) => !sources.includes(source) && (!type || name.type === type)),
        ]}
        onChange={(event) => {
          if (event.currentTarget.value !== "") change([...sources, event.currentTarget.value]);
        }}
      />
    </div>
  );
}
