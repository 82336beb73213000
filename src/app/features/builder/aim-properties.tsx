import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import { AddLine } from "#app/features/builder/add-line.tsx";
import aimClasses from "#app/features/builder/aim.module.css";
import { type AimPatch, aimWith, DIRECTION_TEXT, NEW_AIM, OPERATOR_TEXT } from "#app/features/builder/aim.ts";
import classes from "#app/features/builder/builder.module.css";
import { optionsOf } from "#app/features/builder/labels.ts";
import { useSet, useTyped, wholeNumber } from "#app/features/builder/properties.tsx";
import { propertyId } from "#app/features/builder/property-id.ts";
import { ToolButton } from "#app/features/builder/tool-button.tsx";
import type { Aim, FieldOf } from "#core/field/definition.ts";
import { ownTarget } from "#core/target/field-target.ts";
import { targetText } from "#core/target/joined-target.ts";

/** What the plan asks of the figure: aim, year, direction, and where things stood. */
export function AimProperties({ field }: { field: FieldOf<"number"> }) {
  const at = { kind: "field", key: field.key } as const;
  const store = useDraftStore();
  const { aim } = field;
  return (
    <>
      <Checkbox
        id={propertyId(at, "aim")}
        label="有规划目标"
        description="填报时对照目标和基期，显示达到、符合进度或落后"
        checked={aim !== undefined}
        onChange={(event) =>
          store.edit({ kind: "set", at, patch: { aim: event.currentTarget.checked ? NEW_AIM : null } })
        }
      />
      {aim && <AimForm field={field} aim={aim} />}
    </>
  );
}

function AimForm({ field, aim }: { field: FieldOf<"number">; aim: Aim }) {
  const at = { kind: "field", key: field.key } as const;
  const set = useSet(at);
  const plan = useDraft(({ template }) => template.plan);
  const target = ownTarget(field, plan);
  const write = (patch: AimPatch) => set("aim", aimWith(aim, patch));
  return (
    <fieldset className={aimClasses.aim} aria-label="规划目标">
      <p className={classes.none}>
        {target
          ? `${plan?.title}：${targetText(target)}`
          : "清单还没有写明所评规划，请在“清单信息与责任单位”中填写；未写明时不作对照。"}
      </p>
      <div className={classes.row}>
        <NativeSelect
          label="要求"
          value={aim.operator}
          data={optionsOf(OPERATOR_TEXT)}
          onChange={(event) => write({ operator: event.currentTarget.value })}
          w={160}
        />
        <AimText label="目标值" value={aim.value} write={(value) => write({ value })} suffix={field.unit} />
        <AimText label="目标上限" value={aim.upTo} write={(upTo) => write({ upTo })} placeholder="只一个数时留空" />
        <NativeSelect
          label="哪个方向好"
          value={aim.direction}
          data={optionsOf(DIRECTION_TEXT)}
          onChange={(event) => write({ direction: event.currentTarget.value })}
          w={140}
        />
      </div>
      <div className={classes.row}>
        <AimText
          label="目标年度"
          value={aim.year === undefined ? undefined : String(aim.year)}
          write={(year) => write({ year: year === "" ? "" : wholeNumber(year) })}
        />
        <AimText
          label="规划原文的期限"
          value={aim.period}
          write={(period) => write({ period })}
          placeholder="例如 每年"
        />
        <AimText label="约数" value={aim.hedge} write={(hedge) => write({ hedge })} placeholder="例如 左右" />
      </div>
      <Baselines aim={aim} write={write} />
      {aim.conflicts.length > 0 && (
        <ul className={classes.none} aria-label="规划内的矛盾">
          {aim.conflicts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

type Write = (patch: AimPatch) => string | undefined;

function Baselines({ aim: { baselines }, write }: { aim: Aim; write: Write }) {
  const put = (index: number, changed: { year?: unknown; value?: string }): string | undefined =>
    write({ baselines: baselines.map((each, place) => (place === index ? { ...each, ...changed } : each)) });
  return (
    <div>
      {baselines.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a baseline has no key; its place in the list is what it is known by
        <div key={index} className={classes.entry}>
          <AimText
            label={`基期${index + 1}的年度`}
            value={String(each.year)}
            write={(year) => put(index, { year: wholeNumber(year) })}
          />
          <AimText label={`基期${index + 1}的数据`} value={each.value} write={(value) => put(index, { value })} />
          <ToolButton
            label={`删除基期${index + 1}`}
            icon={IconTrash}
            onClick={() => write({ baselines: baselines.filter((_, place) => place !== index) })}
          />
        </div>
      ))}
      <AddLine
        label="添加基期"
        placeholder="年度，例如：2020"
        onAdd={(year) => write({ baselines: [...baselines, { year: wholeNumber(year), value: "0" }] })}
      />
    </div>
  );
}

interface AimTextProps {
  label: string;
  value: string | undefined;
  write: (text: string) => string | undefined;
  placeholder?: string;
  /** the unit, behind the figure */
  suffix?: string;
}

function AimText({ label, value = "", write, placeholder, suffix }: AimTextProps) {
  const { text, error, type } = useTyped(value, write);
  return (
    <TextInput
      label={suffix ? `${label}（${suffix}）` : label}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={text}
      error={error}
      onChange={(event) => type(event.currentTarget.value)}
      maw={160}
    />
  );
}
