import { Button, Checkbox, NativeSelect } from "@mantine/core";
import classes from "#app/features/import-report/import.module.css";
import type { ImportRow as Row } from "#app/features/import-report/import-rows.ts";
import type { ImportPart } from "#core/importer/plan-import.ts";

export const KIND_TEXT: Record<Row["kind"], string> = {
  meta: "封面和公开信息",
  outline: "章节标题",
  item: "清单条目",
  problems: "存在的主要问题",
  nextSteps: "下一步工作打算",
  furniture: "页面杂质",
  unplaced: "没有放下",
};
const BECOMES: Partial<Record<Row["kind"], string>> = {
  outline: "只作归类，标题由清单给出",
  furniture: "不写入",
  unplaced: "不写入；可以在中间一栏选择归属",
};
const LONGEST_QUOTE = 90;
const BRIEF = 28;

export interface ImportRowProps {
  row: Row;
  source: string;
  /** where it may be put: key and title */
  places: readonly { value: string; label: string }[];
  /** what is there already stays */
  keeps: boolean;
  isChosen: (part: ImportPart) => boolean;
  onChoose: (parts: readonly ImportPart[], on: boolean) => void;
  onMove: (row: Row, itemKey: string | null) => void;
}

/** One stretch of the source, where it goes, what becomes of it. */
export function ImportRow({ row, source, places, keeps, isChosen, onChoose, onMove }: ImportRowProps) {
  const { plan, parts, kind } = row;
  const open = parts.filter(({ value, taken }) => value !== undefined && !(keeps && taken));
  const locked = plan?.locked === true;
  return (
    <li className={classes.row} data-kind={kind}>
      <div className={classes.cell} data-column="source">
        <p className={classes.sourceText}>{row.text}</p>
      </div>
      <p className={classes.brief}>{brief(row.text)}</p>
      <div className={classes.cell} data-column="place">
        {row.movable ? (
          <NativeSelect
            aria-label={`归属：${row.text.slice(0, 20)}`}
            size="xs"
            value={row.itemKey ?? ""}
            onChange={(event) => onMove(row, event.currentTarget.value === "" ? null : event.currentTarget.value)}
            data={[{ value: "", label: "没有放下" }, ...places]}
          />
        ) : (
          <span className={classes.place}>{plan?.title ?? KIND_TEXT[kind]}</span>
        )}
        {plan && row.kind === "item" && row.movable && <Certainty ask={plan.ask} confidence={plan.confidence} />}
        {locked && <span className={classes.note}>已交稿或由他人填写，不写入</span>}
        {open.length > 1 && !locked && (
          <Button size="compact-xs" variant="default" onClick={() => onChoose(open, !open.every(isChosen))}>
            {open.every(isChosen) ? "这一条都不采用" : "采用这一条"}
          </Button>
        )}
      </div>
      <div className={classes.cell} data-column="result">
        {parts.length === 0 ? (
          <span className={classes.note}>{BECOMES[kind] ?? "并入前面同一条目"}</span>
        ) : (
          parts.map((part) => (
            <PartRow
              key={part.id}
              keeps={keeps}
              part={part}
              source={source}
              locked={locked}
              isChosen={isChosen}
              onChoose={onChoose}
            />
          ))
        )}
      </div>
    </li>
  );
}

/** Says on a phone, where one column is shown at a time, which stretch is meant. */
const brief = (text: string): string => (text.length > BRIEF ? `${text.slice(0, BRIEF)}……` : text);

function Certainty({ ask, confidence }: { ask: boolean; confidence: number }) {
  return (
    <span className={classes.certainty} data-ask={ask}>
      把握{Math.round(confidence * 100)}%{ask ? "，请确认" : ""}
    </span>
  );
}

interface PartRowProps extends Pick<ImportRowProps, "source" | "keeps" | "isChosen" | "onChoose"> {
  part: ImportPart;
  locked: boolean;
}

function PartRow({ part, source, keeps, locked, isChosen, onChoose }: PartRowProps) {
  const { label, text, value, note, taken, ask, path } = part;
  const quote = path === "narrative" ? text : source.slice(part.start, part.end).trim();
  return (
    <div className={classes.part}>
      <Checkbox
        size="xs"
        disabled={locked || value === undefined || (keeps && taken)}
        checked={value !== undefined && !locked && isChosen(part)}
        onChange={(event) => onChoose([part], event.currentTarget.checked)}
        label={
          <>
            <span className={classes.partLabel}>{label}</span>
            {path === "narrative" ? `　${text.length}字` : `：${text}`}
          </>
        }
      />
      {(note !== undefined || taken || ask) && (
        <p className={classes.note}>
          {[
            note,
            taken && (keeps ? "已有内容，保留不动" : "将替换已有内容"),
            ask && value !== undefined && "把握不大，请对照原文",
          ]
            .filter(Boolean)
            .join("；")}
        </p>
      )}
      {quote !== "" && (
        <p className={classes.quote}>{quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}……` : quote}</p>
      )}
    </div>
  );
}
