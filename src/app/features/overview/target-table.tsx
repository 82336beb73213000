import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { targetsQuery } from "#app/data/cycle-queries.ts";
import { Notice } from "#app/ui/notice.tsx";
import table from "#app/ui/work-table.module.css";
import { STATE_TEXT } from "#core/target/assess.ts";

const STEP = 100;

/** Every plan target of every district; asked for when somebody looks. */
export function TargetTable({ cycleId }: { cycleId: string }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [most, setMost] = useState(STEP);
  const targets = useQuery({ ...targetsQuery(cycleId), enabled: open });
  if (!open)
    return (
      <Button mt="xs" size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        逐项查看
      </Button>
    );
  if (targets.isError) return <Notice tone="warn">目标没有读到：{targets.error.message}</Notice>;
  if (!targets.data) return <p role="status">正在载入</p>;
  const wanted = text.trim();
  const shown = targets.data.filter(({ district, plan, indicator, state }) =>
    `${district} ${plan} ${indicator} ${STATE_TEXT[state]}`.includes(wanted),
  );
  return (
    <>
      <div className={table.filters} style={{ marginTop: 12 }}>
        <TextInput
          aria-label="按区县、规划或目标筛选"
          placeholder="输入区县、规划、目标或情况筛选"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span className={table.count} role="status">
          列出{Math.min(shown.length, most)}项，共{shown.length}项
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={table.box} aria-label="规划目标" tabIndex={0}>
        <table className={table.table}>
          <caption className={table.caption}>规划目标</caption>
          <thead>
            <tr>
              <th scope="col">区县</th>
              <th scope="col">指标</th>
              <th scope="col">规划</th>
              <th scope="col">目标</th>
              <th scope="col" className={table.number}>
                报送值
              </th>
              <th scope="col">情况</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, most).map((each) => (
              <tr key={`${each.districtId} ${each.plan} ${each.fieldKey} ${each.indicator} ${each.target}`}>
                <th scope="row">{each.district}</th>
                <td>{each.indicator}</td>
                <td>{each.plan}</td>
                <td>{each.target}</td>
                <td className={table.number}>{each.value === null ? "—" : `${each.value}${each.unit}`}</td>
                <td className={table.keep}>{STATE_TEXT[each.state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length > most && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => setMost(most + STEP)}>
          再列{Math.min(STEP, shown.length - most)}项
        </Button>
      )}
    </>
  );
}
