import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, callWithFile } from "#app/data/client.ts";
import { draftsQuery } from "#app/data/draft-queries.ts";
import { newId } from "#app/data/new-id.ts";
import { type Names, namesFor } from "#app/features/builder/names.ts";
import classes from "#app/features/builder/pages.module.css";
import { TableImport } from "#app/features/builder/table-import.tsx";
import { ChoiceCard, ChoiceGroup } from "#app/ui/choice-card.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { createDraft, importTemplate, type NewDraft, type TemplateVersion } from "#core/api/builder.ts";

type From = NewDraft["from"] | "file";

const WAYS: Record<From, { title: string; text: string }> = {
  version: { title: "从已有版本", text: "带入全部内容后修改，上年填报的内容都能沿用" },
  blank: { title: "从空白", text: "只有报告的框架，章节和条目自行添加" },
  table: { title: "从 Word、Excel 指标表", text: "读出章节、指标、分值、单位和材料，核对后生成" },
  file: { title: "从清单文件", text: "其他单位或另一套系统导出的清单文件（.json）" },
};

export interface StartFormProps {
  versions: readonly TemplateVersion[];
  /** id and version, with a blank between */
  base: string;
  onOpen: (draftId: string) => void;
  onCancel: () => void;
}

/** How a checklist begins. */
export function StartForm({ versions, base: first, onOpen, onCancel }: StartFormProps) {
  const queryClient = useQueryClient();
  const [key] = useState(newId);
  const [from, setFrom] = useState<From>(versions.length === 0 ? "blank" : "version");
  const [base, setBase] = useState(first);
  const [names, setNames] = useState<Names>(() => namesFor(versions.find((each) => nameOf(each) === first)));
  const [file, setFile] = useState<File>();
  const create = useMutation({
    mutationFn: (start: NewDraft | File) =>
      start instanceof File
        ? callWithFile(importTemplate, start, { query: { key } })
        : call(createDraft, { body: { start, key: newId() } }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey });
      onOpen(id);
    },
  });
  const begin = (): void => {
    const { id, ...rest } = names;
    const chosen = versions.find((each) => nameOf(each) === base);
    if (from === "file" && file) create.mutate(file);
    if (from === "blank") create.mutate({ from, id, ...rest });
    if (from === "version" && chosen)
      create.mutate({ from, base: { id: chosen.id, version: chosen.version }, ...rest });
  };
  return (
    <section className={classes.form} aria-label="新编一份清单">
      <ChoiceGroup legend="从哪里开始" columns={2}>
        {(Object.keys(WAYS) as From[]).map((way) => (
          <ChoiceCard
            key={way}
            name="from"
            title={WAYS[way].title}
            checked={from === way}
            onChange={() => setFrom(way)}
          >
            {WAYS[way].text}
          </ChoiceCard>
        ))}
      </ChoiceGroup>
      {from === "version" && (
        <NativeSelect
          label="底稿"
          value={base}
          data={versions.map((each) => ({ value: nameOf(each), label: `${each.title}（版本${each.version}）` }))}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            setBase(chosen);
            setNames(namesFor(versions.find((each) => nameOf(each) === chosen)));
          }}
        />
      )}
      {from === "file" ? (
        <TemplateFileInput onChoose={setFile} />
      ) : (
        <NameFields names={names} withId={from !== "version"} onChange={setNames} />
      )}
      {from === "table" && (
        <TableImport
          names={names}
          busy={create.isPending}
          onMade={(template) => create.mutate({ from: "table", template })}
        />
      )}
      <FormFailure message={create.error?.message} />
      <Group gap="sm">
        {from !== "table" && (
          <Button loading={create.isPending} disabled={from === "file" && !file} onClick={begin}>
            开始编制
          </Button>
        )}
        <Button variant="default" onClick={onCancel}>
          取消
        </Button>
      </Group>
    </section>
  );
}

function TemplateFileInput({ onChoose }: { onChoose: (file: File | undefined) => void }) {
  return (
    <label>
      清单文件
      <br />
      <input type="file" accept=".json" onChange={(event) => onChoose(event.currentTarget.files?.[0])} />
    </label>
  );
}

interface NameFieldsProps {
  names: Names;
  withId: boolean;
  onChange: (names: Names) => void;
}

function NameFields({ names, withId, onChange }: NameFieldsProps) {
  return (
    <>
      <TextInput
        label="清单名称"
        value={names.title}
        onChange={(event) => onChange({ ...names, title: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          label="年度"
          inputMode="numeric"
          w={110}
          value={Number.isNaN(names.year) ? "" : String(names.year)}
          onChange={(event) => onChange({ ...names, year: Number.parseInt(event.currentTarget.value, 10) })}
        />
        <TextInput
          label="版本"
          description="例如 2024；同年再发用 2024.2"
          value={names.version}
          onChange={(event) => onChange({ ...names, version: event.currentTarget.value.trim() })}
        />
        {withId && (
          <TextInput
            label="清单编号"
            description="小写字母和连字符，各年不变"
            value={names.id}
            onChange={(event) => onChange({ ...names, id: event.currentTarget.value.trim() })}
          />
        )}
      </div>
    </>
  );
}

const nameOf = ({ id, version }: TemplateVersion): string => `${id} ${version}`;
