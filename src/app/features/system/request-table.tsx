import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/system/system.module.css";
import type { NotedRequest } from "#core/api/inspection.ts";

export interface RequestTableProps {
  caption: string;
  requests: readonly NotedRequest[];
  /** what is said where there are none */
  none: string;
}

/** Requests by their number: what was asked for, never by whom or with what. */
export function RequestTable({ caption, requests, none }: RequestTableProps) {
  if (requests.length === 0) return <p className={classes.none}>{none}</p>;
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">编号</th>
            <th scope="col">接口</th>
            <th scope="col">结果</th>
            <th scope="col">耗时</th>
          </tr>
        </thead>
        <tbody>
          {requests.map(({ requestId, at, method, route, status, code, ms }) => (
            <tr key={`${requestId} ${at}`}>
              <td className={classes.when} data-label="时间">
                <time dateTime={at}>{shortStamp(at)}</time>
              </td>
              <td className={classes.requestId} data-label="编号">
                {requestId}
              </td>
              <td className={classes.code} data-label="接口">
                {method} {route}
              </td>
              <td className={classes.code} data-label="结果">
                {status}
                {code !== null && ` ${code}`}
              </td>
              <td className={classes.when} data-label="耗时">
                {ms}毫秒
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
