import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "#app/features/carry/carry.module.css";
import type { Match } from "#core/reuse/match-items.ts";
import {
  type CarryChoices,
  type CarryEvidence,
  type CarryItem,
  type CarryLeft,
  type CarryPart,
  isChosen,
} from "#core/reuse/plan.ts";
import { staleRemarks } from "#core/reuse/stale-text.ts";

const HOW_TEXT: Record<Match, string> = {
  key: "同一条目",
  renamed: "更名",
  split: "由一条拆成几条",
  merged: "由几条合并",
  similar: "内容相近，请确认是否对应",
};
const STATUS_TEXT: Record<CarryItem["status"], string> = {
  carried: "沿用",
  reference: "只供参考",
  blank: "上年未填",
  new: "本年新增",
};

interface Years {
  from: number;
  to: number;
}

export interface ItemRowProps {
  item: CarryItem;
  years: Years;
  choices: CarryChoices;
  onChoose: (id: string, on: boolean) => void;
  linkTo: (itemKey: string, text: string) => ReactNode;
}

/** One item of the new checklist with what would come into it, in full. */
export function ItemRow({ item, years, choices, onChoose, linkTo }: ItemRowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <h2 className={classes.rowTitle}>{linkTo(item.itemKey, item.title)}</h2>
        <span className={classes.status} data-status={item.status}>
          {STATUS_TEXT[item.status]}
        </span>
      </div>
      {item.how && (
        <p className={classes.origin}>
          {HOW_TEXT[item.how]}
          {item.how === "similar" && `（相似度${Math.round(item.score * 100)}%）`}：{years.from}年的
          {item.sources.map(({ title }) => title).join("；")}
        </p>
      )}
      {item.locked && <p className={classes.origin}>责任单位已交稿，不写入；需要沿用请先退回。</p>}
      {item.parts.map((part) => (
        <PartRow
          key={part.id}
          part={part}
          years={years}
          mode={choices.mode}
          locked={item.locked}
          chosen={isChosen(part, choices)}
          onChoose={(on) => onChoose(part.id, on)}
        />
      ))}
      {item.evidence.map((each) => (
        <EvidenceRow
          key={each.id}
          evidence={each}
          locked={item.locked}
          chosen={isChosen(each, choices)}
          onChoose={(on) => onChoose(each.id, on)}
        />
      ))}
    </li>
  );
}

interface PartRowProps {
  part: CarryPart;
  years: Years;
  mode: CarryChoices["mode"];
  locked: boolean;
  chosen: boolean;
  onChoose: (on: boolean) => void;
}

function PartRow({ part, years, mode, locked, chosen, onChoose }: PartRowProps) {
  const blocked = locked || (part.taken && mode === "unanswered");
  const stale =
    part.path === "narrative" && part.value !== undefined
      ? staleRemarks(part.text, { was: part.text, year: years.from, into: years.to }).filter(
          ({ kind }) => kind !== "paragraph" && kind !== "figures",
        ).length
      : 0;
  const notes = [
    part.from.label !== part.label && !part.label.startsWith(part.from.label) ? `原为“${part.from.label}”` : undefined,
    part.score < 1 ? `相似度${Math.round(part.score * 100)}%，请确认` : undefined,
    part.taken && part.value !== undefined
      ? mode === "unanswered"
        ? "本年度已填，不动"
        : "将覆盖本年度已填的内容"
      : undefined,
    stale > 0 ? `有${stale}处可能过时的说法` : undefined,
    part.note,
  ].filter((note) => note !== undefined);
  return (
    <div className={classes.part}>
      {part.value === undefined ? (
        <span className={classes.only}>参考</span>
      ) : (
        <Checkbox
          size="md"
          aria-label={`沿用：${part.label}`}
          checked={chosen && !blocked}
          disabled={blocked}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
      <div className={classes.what}>
        <span className={classes.label}>{part.label}</span>
        <Text text={part.text} />
        {notes.length > 0 && <span className={classes.note}>{notes.join("；")}</span>}
      </div>
    </div>
  );
}

function EvidenceRow({
  evidence,
  locked,
  chosen,
  onChoose,
}: {
  evidence: CarryEvidence;
  locked: boolean;
  chosen: boolean;
  onChoose: (on: boolean) => void;
}) {
  const blocked = locked || evidence.taken;
  return (
    <div className={classes.part}>
      <Checkbox
        size="md"
        aria-label={`沿用材料：${evidence.title}`}
        checked={chosen && !blocked}
        disabled={blocked}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <div className={classes.what}>
        <span className={classes.label}>佐证材料</span>《{evidence.title}》
        <span className={classes.note}>
          {evidence.taken
            ? "本条已有"
            : evidence.outdated
              ? "已过有效期，列入后须更换"
              : "列入后标为去年材料，须确认仍适用"}
        </span>
      </div>
    </div>
  );
}

/** What has no place in the new checklist: kept and shown, never lost without a word. */
export function LeftRow({ left, group }: { left: CarryLeft; group: "dropped" | "unplaced" }) {
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <h2 className={classes.rowTitle}>{left.title}</h2>
        <span className={classes.status} data-status={group}>
          {group === "dropped" ? "本年取消" : "没有位置"}
        </span>
      </div>
      <p className={classes.origin}>{left.reason}</p>
      {left.parts.map(({ path, label, text }) => (
        <div key={path} className={classes.part}>
          <span className={classes.only}>参考</span>
          <div className={classes.what}>
            <span className={classes.label}>{label}</span>
            <Text text={text} />
          </div>
        </div>
      ))}
      {left.evidence.length > 0 && (
        <p className={classes.origin}>佐证材料：{left.evidence.map((title) => `《${title}》`).join("")}</p>
      )}
    </li>
  );
}

const LONG = 160;

/** Long prose is folded; all of it is there. */
function Text({ text }: { text: string }) {
  const shown = text.replace(/\{\{(.+?)\}\}/g, "【$1】");
  if (shown.length <= LONG) return <span className={classes.text}>{shown}</span>;
  return (
    <details className={classes.fold}>
      <summary>
        {shown.slice(0, LONG - 60)}……<span className={classes.more}>全文{shown.length}字</span>
      </summary>
      <span className={classes.text}>{shown}</span>
    </details>
  );
}
