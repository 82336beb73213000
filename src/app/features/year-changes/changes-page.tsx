import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { yearChangesQuery } from "#app/data/year-changes.ts";
import { ChangeSentences } from "#app/features/year-changes/change-sentences.tsx";
import classes from "#app/features/year-changes/year-changes.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { placedTitle } from "#core/template/outline.ts";

/** Everything that this year's checklist asks for otherwise, by item, each a link to its form. */
export function ChangesPage() {
  const { id: submissionId, items, template } = useWorkspace();
  const { data } = useSuspenseQuery(yearChangesQuery(template.id, template.version));
  const changed = items.filter(({ item }) => data.items[item.key] !== undefined);
  return (
    <Page
      title="今年有何变化"
      aside={
        <Link to="/submissions/$submissionId" params={{ submissionId }}>
          回到填报
        </Link>
      }
    >
      <Notice tone="calm">
        {data.base
          ? `与${data.base.year}年清单（版本${data.base.version}）相比：${data.summary}。`
          : "这是本系统中这份清单的第一个版本，没有可以相比的上一版。"}
      </Notice>
      {changed.length > 0 && (
        <section className={classes.part} aria-labelledby="changed-items">
          <h2 id="changed-items">有变化的条目（{changed.length}条）</h2>
          {changed.map((placed) => (
            <article key={placed.item.key} className={classes.changed}>
              <h3>
                <Link
                  to="/submissions/$submissionId/items/$itemKey"
                  params={{ submissionId, itemKey: placed.item.key }}
                >
                  {placedTitle(placed)}
                </Link>
              </h3>
              <ChangeSentences changes={data.items[placed.item.key] ?? []} />
            </article>
          ))}
        </section>
      )}
      {data.others.length > 0 && (
        <section className={classes.part} aria-labelledby="other-changes">
          <h2 id="other-changes">取消的条目和整体变化（{data.others.length}处）</h2>
          <ChangeSentences changes={data.others} />
        </section>
      )}
    </Page>
  );
}
