import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "#app/features/cycle/cycle.module.css";

export interface DistrictPickerProps {
  districts: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  error?: string | undefined;
}

/** Which districts take part: all, or those that are ticked. */
export function DistrictPicker({ districts, chosen, onChange, error }: DistrictPickerProps) {
  const [filter, setFilter] = useState("");
  const shown = districts.filter(({ name }) => name.includes(filter.trim()));
  const put = (ids: readonly string[], on: boolean): void =>
    onChange(districts.map(({ id }) => id).filter((id) => (ids.includes(id) ? on : chosen.includes(id))));
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        参评区县（已选{chosen.length}个，共{districts.length}个）
      </legend>
      <div className={classes.pickTools}>
        <TextInput
          size="xs"
          aria-label="筛选区县"
          placeholder="筛选区县"
          leftSection={<IconSearch size={14} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            put(
              shown.map(({ id }) => id),
              true,
            )
          }
        >
          全选
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            put(
              shown.map(({ id }) => id),
              false,
            )
          }
        >
          全不选
        </Button>
      </div>
      <ul className={classes.districts}>
        {shown.map(({ id, name }) => (
          <li key={id}>
            <Checkbox
              size="sm"
              label={name}
              checked={chosen.includes(id)}
              onChange={(event) => put([id], event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={classes.hint}>
          {districts.length === 0 ? "系统中还没有区县。区县初始化或导入数据包后再来选择。" : "没有符合的区县。"}
        </p>
      )}
      {error !== undefined && (
        <p className={classes.fault} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
