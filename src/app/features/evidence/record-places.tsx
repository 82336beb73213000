import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useAssignment, useWorkspace } from "#app/data/workspace-context.tsx";
import type { Standing } from "#app/features/evidence/library-rows.ts";
import classes from "#app/features/evidence/record.module.css";
import { detachEvidence, linkEvidence } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { findItem } from "#core/template/outline.ts";

export interface RecordPlacesProps {
  record: Evidence;
  places: readonly Standing[];
  /** absent = the reader may not */
  onLink: (() => void) | undefined;
}

/** Where a record stands: number, item, slot and the pages that the item rests on. */
export function RecordPlaces({ record, places, onLink }: RecordPlacesProps) {
  return (
    <section className={classes.block} aria-label="所在条目">
      <div className={classes.line}>
        <h2>所在条目（{places.length}处）</h2>
        {onLink && (
          <Button size="compact-xs" variant="light" onClick={onLink}>
            引用到条目…
          </Button>
        )}
      </div>
      {places.length === 0 && <p className={classes.quiet}>没有条目引用这份材料，它不会进入目录和压缩包。</p>}
      <ul className={classes.list}>
        {places.map((place) => (
          <Place key={`${place.itemKey} ${place.slot ?? ""}`} record={record} place={place} />
        ))}
      </ul>
    </section>
  );
}

function Place({ record, place }: { record: Evidence; place: Standing }) {
  const workspace = useWorkspace();
  const { writable } = useAssignment(place.itemKey);
  const [pages, setPages] = useState(place.pagesCited);
  const slots = findItem(workspace.template, place.itemKey)?.item.evidence ?? [];
  const params = { submissionId: workspace.id, evidenceId: record.id, itemKey: place.itemKey };
  const put = (changed: Evidence): void => {
    workspace.putEvidence(changed);
    setPages(changed.links.find((link) => link.itemKey === place.itemKey)?.pagesCited ?? "");
  };
  const change = useMutation({
    mutationFn: (body: { slot?: string | null; pagesCited?: string }) => call(linkEvidence, { params, body }),
    onSuccess: put,
  });
  const detach = useMutation({
    mutationFn: () => call(detachEvidence, { params }),
    onSuccess: (changed) => workspace.putEvidence(changed),
  });
  const failure = change.error ?? detach.error;
  return (
    <li>
      <div className={classes.line}>
        <span>
          <span className={classes.number}>{place.number}</span>
          <Link
            to="/submissions/$submissionId/items/$itemKey"
            params={{ submissionId: workspace.id, itemKey: place.itemKey }}
          >
            {place.heading}
          </Link>
        </span>
        {writable && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`从“${place.heading}”移出`}
            loading={detach.isPending}
            onClick={() => detach.mutate()}
          >
            移出
          </Button>
        )}
      </div>
      {writable ? (
        <div className={classes.pair}>
          <NativeSelect
            size="xs"
            label="作为"
            value={place.slot ?? ""}
            data={[{ value: "", label: "其他材料" }, ...slots.map(({ key, title }) => ({ value: key, label: title }))]}
            onChange={(event) => change.mutate({ slot: event.currentTarget.value || null })}
          />
          <TextInput
            size="xs"
            label="引用页次"
            placeholder="如 3—5、8"
            maxLength={60}
            value={pages}
            onChange={(event) => setPages(event.currentTarget.value)}
            onBlur={() => pages !== place.pagesCited && change.mutate({ pagesCited: pages })}
          />
        </div>
      ) : (
        place.pagesCited !== "" && <p className={classes.quiet}>引用第{place.pagesCited}页</p>
      )}
      {failure && (
        <p className={classes.failure} role="alert">
          {failure.message}
        </p>
      )}
    </li>
  );
}
