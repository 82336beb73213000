import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { acrossQuery } from "#app/data/review-queries.ts";
import { CompareDialog, type Compared } from "#app/features/reading/compare-dialog.tsx";
import { figureStrips, scoreStrip } from "#app/features/reading/figure-values.ts";
import classes from "#app/features/reading/side.module.css";
import { DotStrip } from "#app/ui/dot-strip.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { AcrossRow, ReviewItem } from "#core/api/review.ts";

export const MAX_COMPARED = 3;

/** The same item in other districts: how the figures spread, and up to three side by side with this one. */
export function OthersPanel({ item, cycleId }: { item: ReviewItem; cycleId: string }) {
  const { data, error } = useQuery(acrossQuery(cycleId, item.itemKey));
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [comparing, setComparing] = useState(false);
  const rows = data?.rows ?? [];
  const others = rows.filter(({ submissionId }) => submissionId !== item.submissionId);
  const shown = others.filter(({ district }) => district.includes(typed.trim()));
  const here = rows.find(({ submissionId }) => submissionId === item.submissionId);
  const strip = data && scoreStrip(data.rows, data.median);
  return (
    <section className={classes.panel} aria-labelledby="others-title">
      <h2 id="others-title" className={classes.title}>
        他区同条<span>{others.length}个区县</span>
      </h2>
      {error && <Notice tone="warn">其他区县的内容暂时读不到：{error.message}</Notice>}
      {data && others.length === 0 && <p className={classes.none}>还没有其他区县报送本条。</p>}
      {strip && (
        <DotStrip
          label="自评分"
          unit="分"
          {...strip}
          current={item.district}
          from={0}
          {...(data.points ? { to: Number(data.points.points) } : {})}
        />
      )}
      {figureStrips(rows).map((figure) => (
        <DotStrip key={figure.label} {...figure} current={item.district} />
      ))}
      {others.length > 5 && (
        <TextInput
          size="xs"
          my={8}
          aria-label="筛选区县"
          placeholder="筛选区县"
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <ul className={classes.list}>
        {shown.map((row) => (
          <Other
            key={row.submissionId}
            row={row}
            chosen={chosen.includes(row.submissionId)}
            full={chosen.length >= MAX_COMPARED}
            onToggle={(on) =>
              setChosen((known) =>
                on ? [...known, row.submissionId] : known.filter((each) => each !== row.submissionId),
              )
            }
          />
        ))}
      </ul>
      {others.length > 0 && (
        <div className={classes.tools}>
          <Button size="xs" disabled={chosen.length === 0} onClick={() => setComparing(true)}>
            并排对照（{chosen.length}/{MAX_COMPARED}）
          </Button>
          <Link to="/across/$cycleId/$itemKey" params={{ cycleId, itemKey: item.itemKey }}>
            按条目看各区县
          </Link>
        </div>
      )}
      {comparing && (
        <CompareDialog
          title={`${item.label}.${item.heading}`}
          columns={[...(here ? [here] : []), ...others.filter(({ submissionId }) => chosen.includes(submissionId))].map(
            (row): Compared => ({ row, here: row === here }),
          )}
          onClose={() => setComparing(false)}
        />
      )}
    </section>
  );
}

interface OtherProps {
  row: AcrossRow;
  chosen: boolean;
  full: boolean;
  onToggle: (on: boolean) => void;
}

function Other({ row, chosen, full, onToggle }: OtherProps) {
  const id = `compare-${row.submissionId}`;
  return (
    <li className={classes.other}>
      <input
        id={id}
        type="checkbox"
        checked={chosen}
        disabled={!row.opened || (full && !chosen)}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <label htmlFor={id}>
        <b>{row.district}</b>
        {row.selfScore !== null && ` 自评${row.selfScore}分`}
      </label>
      {row.settled.verdict !== null ? <VerdictMark verdict={row.settled.verdict} /> : <span />}
      <p className={classes.clamped}>{row.opened ? row.text || "没有正文" : "已报送，尚未开始审核。"}</p>
    </li>
  );
}
