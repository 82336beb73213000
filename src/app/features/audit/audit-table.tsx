import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/audit/audit.module.css";
import type { AuditEntry } from "#core/api/audit.ts";

/** One row per entry, newest on top. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <table className={classes.table}>
      <caption className={classes.hidden}>操作日志，最新的在前</caption>
      <thead>
        <tr>
          <th scope="col">序号</th>
          <th scope="col">时间</th>
          <th scope="col">人员</th>
          <th scope="col">类别</th>
          <th scope="col">内容</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ number, at, by, group, submission, sentence }) => (
          <tr key={number}>
            <td className={classes.number}>{number}</td>
            <td className={classes.when}>
              <time dateTime={at} title={at}>
                {shortStamp(at)}
              </time>
            </td>
            <td>{by}</td>
            <td className={classes.group}>{group}</td>
            <td className={classes.sentence}>
              {sentence}
              {submission !== null && <span className={classes.submission}>{submission}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
