import type { ReactNode } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { GapText } from "#app/features/review-result/gap-text.tsx";
import classes from "#app/features/review-result/result.module.css";
import { Notice } from "#app/ui/notice.tsx";
import type { ConcludedReview } from "#core/api/conclusion.ts";

/** The whole: total, grade, how far the district's own score lay from it, and the word on it. */
export function ResultScores({ concluded, files }: { concluded: ConcludedReview; files: ReactNode }) {
  const { ledger, opinion, problems } = concluded;
  const { totals, grade, credibility, vetoed, rows } = ledger;
  const vetoedItems = rows.filter(({ itemKey }) => vetoed.includes(itemKey));
  return (
    <>
      <dl className={classes.figures}>
        <Figure name="总得分" value={`${totals.total}分`} note={`满分${totals.points}分${bonusText(totals.bonus)}`} />
        <Figure
          name="等次"
          value={grade ?? "未定"}
          note={`${concluded.city}，${shortStamp(concluded.concludedAt)}办结`}
        />
        <Figure
          name="自评得分"
          value={totals.self === null ? "未填" : `${totals.self}分`}
          note={<GapText self={totals.self} verified={totals.verified} />}
        />
        <Figure
          name="自评可信度"
          value={credibility === null ? "无法计算" : `${credibility}%`}
          note="自评与核定得分的接近程度"
        />
        <Figure name="反馈问题" value={`${problems.length}个`} note="列入整改台账" />
      </dl>
      {vetoedItems.length > 0 && (
        <Notice tone="danger">
          一票否决事项未达标：{vetoedItems.map(({ label, heading }) => `${label}.${heading}`).join("；")}
        </Notice>
      )}
      <section className={classes.block} aria-labelledby="opinion-title">
        <h2 id="opinion-title" className={classes.title}>
          总体意见
        </h2>
        <p className={classes.prose}>{opinion === "" ? "没有写总体意见。" : opinion}</p>
        {files}
      </section>
      <Sections concluded={concluded} />
    </>
  );
}

const bonusText = (bonus: string): string => (/[1-9]/.test(bonus) ? `，其中加分${bonus}分` : "");

function Figure({ name, value, note }: { name: string; value: string; note: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        <span>{note}</span>
      </dd>
    </div>
  );
}

function Sections({ concluded: { ledger } }: { concluded: ConcludedReview }) {
  return (
    <section className={classes.block} aria-labelledby="sections-title">
      <h2 id="sections-title" className={classes.title}>
        各板块得分
      </h2>
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">板块</th>
              <th scope="col">满分（分）</th>
              <th scope="col">自评（分）</th>
              <th scope="col">核定（分）</th>
              <th scope="col">核定与自评</th>
            </tr>
          </thead>
          <tbody>
            {ledger.sections.map(({ sectionKey, section, points, self, verified }) => (
              <tr key={sectionKey}>
                <th scope="row">{section}</th>
                <td>{points}</td>
                <td>{self ?? "未填"}</td>
                <td>{verified}</td>
                <td>
                  <GapText self={self} verified={verified} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
