import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { AuditFilter } from "#app/data/audit.ts";
import classes from "#app/features/audit/audit.module.css";
import { isEventGroup } from "#core/audit/groups.ts";

interface Choice {
  id: string;
  name: string;
}

export interface AuditFiltersProps {
  filter: AuditFilter;
  people: readonly Choice[];
  groups: readonly Choice[];
  submissions: readonly Choice[];
  onChange: (filter: AuditFilter) => void;
}

const options = (every: string, choices: readonly Choice[]) => [
  { value: "", label: every },
  ...choices.map(({ id, name }) => ({ value: id, label: name })),
];

export function AuditFilters({ filter, people, groups, submissions, onChange }: AuditFiltersProps) {
  return (
    <search className={classes.filters}>
      <TextInput
        aria-label="筛选日志"
        placeholder="按内容、人员或自评筛选"
        leftSection={<IconSearch size={16} />}
        value={filter.text}
        maxLength={100}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        className={classes.typed}
      />
      <NativeSelect
        aria-label="人员"
        data={options("全部人员", people)}
        value={filter.accountId}
        onChange={(event) => onChange({ ...filter, accountId: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label="类别"
        data={options("全部类别", groups)}
        value={filter.group}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, group: isEventGroup(value) ? value : "" })}
      />
      {submissions.length > 0 && (
        <NativeSelect
          aria-label="自评"
          data={options("全部自评", submissions)}
          value={filter.submissionId}
          onChange={(event) => onChange({ ...filter, submissionId: event.currentTarget.value })}
        />
      )}
    </search>
  );
}
