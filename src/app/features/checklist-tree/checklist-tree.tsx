import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { memo, useMemo, useRef, useState } from "react";
import { returnsByItem } from "#app/data/flow-facts.ts";
import { useFlow } from "#app/data/use-flow.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { useYearChanges } from "#app/data/year-changes.ts";
import classes from "#app/features/checklist-tree/checklist-tree.module.css";
import { TreeRow } from "#app/features/checklist-tree/tree-row.tsx";
import { TreeSummary } from "#app/features/checklist-tree/tree-summary.tsx";
import { chineseNumeral, type PlacedItem } from "#core/template/outline.ts";

/** Ctrl+K puts the cursor here. */
export const TREE_SEARCH_ID = "tree-search";

export interface ChecklistTreeProps {
  current: string;
  onOpen: (itemKey: string) => void;
}

/** The whole report as a list: filter by typing, ↑↓ moves, Enter opens. */
export const ChecklistTree = memo(function ChecklistTree({ current, onOpen }: ChecklistTreeProps) {
  const workspace = useWorkspace();
  const [query, setQuery] = useState("");
  const wanted = query.trim();
  const flow = useFlow();
  const returned = useMemo(() => new Set(flow ? returnsByItem(flow).keys() : []), [flow]);
  const [onlyReturned, setOnlyReturned] = useState(false);
  const narrowed = onlyReturned && returned.size > 0;
  const changed = useYearChanges()?.items;
  const changes = Object.keys(changed ?? {}).length;
  const [onlyChanged, setOnlyChanged] = useState(false);
  const found = useMemo(
    () =>
      workspace.items.filter(
        (each) =>
          matches(each, wanted) &&
          (!narrowed || returned.has(each.item.key)) &&
          (!onlyChanged || changed?.[each.item.key] !== undefined),
      ),
    [workspace, wanted, narrowed, returned, onlyChanged, changed],
  );
  const groups = useMemo(() => group(found), [found]);
  const list = useRef<HTMLDivElement>(null);

  const move = (event: React.KeyboardEvent) => {
    const offset = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (offset === 0) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + offset))]?.focus();
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows are buttons; ↑↓ between them is an addition
    <div className={classes.tree} onKeyDown={move}>
      <TreeSummary />
      <TextInput
        className={classes.search}
        size="xs"
        placeholder="输入序号或文字查找"
        aria-label="在目录中查找"
        id={TREE_SEARCH_ID}
        leftSection={<IconSearch size={14} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing && found[0]) onOpen(found[0].item.key);
        }}
      />
      {returned.size > 0 && (
        <label className={classes.only}>
          <input
            type="checkbox"
            checked={onlyReturned}
            onChange={(event) => setOnlyReturned(event.currentTarget.checked)}
          />
          只看退回条目（{returned.size}）
        </label>
      )}
      {changes > 0 && (
        <label className={classes.only}>
          <input
            type="checkbox"
            checked={onlyChanged}
            onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
          />
          只看今年有变化的条目（{changes}）
        </label>
      )}
      <div ref={list}>
        {groups.map((each) => (
          <section key={each.key} aria-label={each.heading || each.items[0]?.item.heading}>
            {each.heading && <h2 className={classes.section}>{each.heading}</h2>}
            <ul className={classes.list}>
              {each.items.map((placed) => (
                <TreeRow
                  key={placed.item.key}
                  placed={placed}
                  current={placed.item.key === current}
                  returned={returned.has(placed.item.key)}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className={classes.none}>{nothingFound(wanted)}</p>}
      </div>
    </div>
  );
});

const matches = ({ item, label }: PlacedItem, wanted: string): boolean =>
  wanted === "" ||
  label === wanted ||
  item.heading.includes(wanted) ||
  item.fields.some((field) => field.label.includes(wanted));

const nothingFound = (wanted: string): string =>
  wanted === "" ? "所选范围内没有条目。" : `没有含“${wanted}”的条目，请换个词。`;

interface Group {
  key: string;
  heading: string;
  items: PlacedItem[];
}

/** Neighbouring items under one heading: the front matter, each section, each chapter. */
function group(items: readonly PlacedItem[]): Group[] {
  const groups: Group[] = [];
  for (const placed of items) {
    const { place } = placed;
    const heading =
      place.kind === "section" ? `（${chineseNumeral(place.sectionNumber)}）${place.section.heading}` : "";
    const last = groups.at(-1);
    if (last && last.heading === heading) last.items.push(placed);
    else groups.push({ key: placed.item.key, heading, items: [placed] });
  }
  return groups;
}
