import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useFieldArray } from "react-hook-form";
import type { ControlProps } from "#app/features/item-form/control.ts";
import { FieldFrame } from "#app/features/item-form/field-frame.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { chineseNumeral } from "#core/template/outline.ts";

type ListForm = { [key: string]: Record<string, string>[] };

/** Rows of a list field with the moves that every list has. */
function useRows(props: ControlProps<"documents" | "entries">) {
  const array = useFieldArray<ListForm>({ control: props.form.control as never, name: props.field.key });
  return { ...array, name: (index: number, part: string) => `${props.field.key}.${index}.${part}` as "key" };
}

function RowTools({
  rows,
  index,
  count,
  noun,
}: {
  rows: ReturnType<typeof useRows>;
  index: number;
  count: number;
  noun: string;
}) {
  const where = `第${index + 1}${noun}`;
  return (
    <div className={classes.rowTools}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${where}上移`}
        disabled={index === 0}
        onClick={() => rows.move(index, index - 1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${where}下移`}
        disabled={index === count - 1}
        onClick={() => rows.move(index, index + 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={`删除${where}`} onClick={() => rows.remove(index)}>
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}

/** Documents that the item cites: 名称, 文号, 发文机关. */
export function DocumentsControl(props: ControlProps<"documents">) {
  const { field, form, fault, readOnly, year } = props;
  const rows = useRows(props as ControlProps<"documents" | "entries">);
  return (
    <FieldFrame field={field} year={year} fault={fault}>
      {rows.fields.map((row, index) => (
        <fieldset key={row.id} className={classes.document}>
          <legend className={classes.hidden}>第{index + 1}份文件</legend>
          <TextInput
            aria-label="文件名称"
            placeholder="文件名称，不必加书名号"
            readOnly={readOnly}
            {...form.register(rows.name(index, "title"))}
          />
          <TextInput
            aria-label="文号"
            placeholder="文号，如 渝府办发〔2022〕5号"
            readOnly={readOnly}
            {...form.register(rows.name(index, "number"))}
          />
          <TextInput
            aria-label="发文机关"
            placeholder="发文机关"
            readOnly={readOnly}
            {...form.register(rows.name(index, "issuer"))}
          />
          {!readOnly && <RowTools rows={rows} index={index} count={rows.fields.length} noun="份文件" />}
        </fieldset>
      ))}
      {!readOnly && (
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => rows.append({ title: "", number: "", issuer: "" })}
        >
          添加文件
        </Button>
      )}
    </FieldFrame>
  );
}

/** A chapter's entries: 小标题 and text, numbered as they will be printed. */
export function EntriesControl(props: ControlProps<"entries">) {
  const { field, form, fault, readOnly, year } = props;
  const rows = useRows(props as ControlProps<"documents" | "entries">);
  return (
    <FieldFrame field={field} year={year} fault={fault}>
      {rows.fields.map((row, index) => (
        <fieldset key={row.id} className={classes.entry}>
          <legend className={classes.hidden}>第{index + 1}条</legend>
          <span className={classes.entryNumber}>（{chineseNumeral(index + 1)}）</span>
          <TextInput
            aria-label={`第${index + 1}条小标题`}
            placeholder="小标题"
            readOnly={readOnly}
            {...form.register(rows.name(index, "heading"))}
          />
          {!readOnly && <RowTools rows={rows} index={index} count={rows.fields.length} noun="条" />}
          <Textarea
            className={classes.entryText}
            aria-label={`第${index + 1}条内容`}
            placeholder="内容"
            autosize
            minRows={3}
            readOnly={readOnly}
            {...form.register(rows.name(index, "text"))}
          />
        </fieldset>
      ))}
      {!readOnly && (
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => rows.append({ heading: "", text: "" })}
        >
          添加一条
        </Button>
      )}
    </FieldFrame>
  );
}
