import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { auditChoicesQuery, auditQuery, filterQuery, NO_FILTER } from "#app/data/audit.ts";
import { urlOf } from "#app/data/client.ts";
import classes from "#app/features/audit/audit.module.css";
import { AuditFilters } from "#app/features/audit/audit-filters.tsx";
import { AuditTable } from "#app/features/audit/audit-table.tsx";
import { ChainState } from "#app/features/audit/chain-state.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { exportAudit } from "#core/api/audit.ts";

const REST_MS = 250;

/** Everything that was done in one's organisation: narrowed down, read page by page, taken along as a file. */
export function AuditPanel() {
  const [filter, setFilter] = useState(NO_FILTER);
  const [text] = useDebouncedValue(filter.text, REST_MS);
  const asked = { ...filter, text };
  const { data: choices } = useSuspenseQuery(auditChoicesQuery);
  const log = useInfiniteQuery({ ...auditQuery(asked), placeholderData: keepPreviousData });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <ChainState />
      <div className={classes.bar}>
        <AuditFilters
          filter={filter}
          people={choices.people}
          groups={choices.groups}
          submissions={choices.submissions.map(({ id, title }) => ({ id, name: title }))}
          onChange={setFilter}
        />
        <Button
          component="a"
          href={urlOf(exportAudit, { query: filterQuery(filter) })}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          导出 CSV
        </Button>
      </div>
      {log.isError && <Notice tone="warn">日志没有读到：{log.error.message}</Notice>}
      <section className={classes.tableBox} aria-label="操作日志" aria-busy={log.isFetching}>
        {entries.length > 0 && <AuditTable entries={entries} />}
        {entries.length === 0 && log.isSuccess && (
          <p className={classes.none}>
            {log.hasNextPage ? "最近的日志中没有符合条件的，可继续往前查找。" : "没有符合条件的日志，请改换筛选条件。"}
          </p>
        )}
      </section>
      <p className={classes.foot}>
        <span role="status">
          {log.isPending ? "正在载入日志" : `已列出${entries.length}条${log.hasNextPage ? "" : "，没有更早的了"}`}
        </span>
        {log.hasNextPage && (
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {text.trim() === "" ? "更早的日志" : "继续往前查找"}
          </Button>
        )}
      </p>
    </>
  );
}
