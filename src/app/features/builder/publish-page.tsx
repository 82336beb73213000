import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useDraft } from "#app/data/draft-context.tsx";
import { draftsQuery, publishPreviewQuery, versionsQuery } from "#app/data/draft-queries.ts";
import { templatesQuery } from "#app/data/submission-queries.ts";
import { ChangeList } from "#app/features/builder/change-list.tsx";
import classes from "#app/features/builder/pages.module.css";
import { placeText } from "#app/features/builder/reveal.ts";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { SeverityMark } from "#app/ui/severity.tsx";
import { type PublishPreview, publishDraft } from "#core/api/builder.ts";

/** What publishing will do, read before it is done; from then on the version never changes. */
export function PublishPage({ draftId }: { draftId: string }) {
  const title = useDraft(({ template }) => template.title);
  const saved = useDraft(({ saveState }) => saveState.kind === "saved");
  const { data: preview, error, isFetching, refetch } = useQuery({ ...publishPreviewQuery(draftId), enabled: saved });
  return (
    <Page
      title={`发布“${title}”`}
      aside={
        <Link to="/builder/$draftId" params={{ draftId }}>
          回到编辑
        </Link>
      }
    >
      {!saved && <Notice tone="calm">正在保存最后的修改，保存后显示发布的影响。</Notice>}
      <FormFailure message={error?.message} />
      {isFetching && !preview && <p>正在核对各版本和正在填报的自评…</p>}
      {preview && saved && <Read draftId={draftId} preview={preview} onAgain={() => void refetch()} />}
    </Page>
  );
}

interface ReadProps {
  draftId: string;
  preview: PublishPreview;
  onAgain: () => void;
}

function Read({ draftId, preview, onAgain }: ReadProps) {
  const queryClient = useQueryClient();
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const publish = useMutation({
    mutationFn: () => {
      const given = Object.entries(reasons).flatMap(([key, text]) => (text.trim() === "" ? [] : [[key, text.trim()]]));
      return call(publishDraft, {
        params: { draftId },
        body: { revision: preview.revision, reasons: Object.fromEntries(given) },
      });
    },
    onSuccess: () => {
      for (const { queryKey } of [draftsQuery, versionsQuery, templatesQuery])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
  if (publish.data)
    return (
      <Notice tone="good">
        “{publish.data.title}”（版本{publish.data.version}）已发布，内容从此不变。校验码{" "}
        <code>{publish.data.hash.slice(0, 16)}</code>。
        <br />
        <Link to="/builder">回到清单列表</Link>
      </Notice>
    );
  const { difference, dropped } = preview;
  return (
    <>
      <Verdict preview={preview} />
      <Faults preview={preview} draftId={draftId} />
      {difference && (
        <section className={classes.block} aria-labelledby="difference-title">
          <h2 id="difference-title">
            与{difference.base.version}版相比：{difference.summary}
          </h2>
          <ChangeList changes={difference.changes} />
        </section>
      )}
      {dropped.length > 0 && (
        <section className={classes.block} aria-labelledby="dropped-title">
          <h2 id="dropped-title">取消的条目</h2>
          <p>写明取消的原因，填报人沿用上年内容时能看到；不写的按“新清单不再要求”处理。</p>
          {dropped.map(({ item, title }) => (
            <TextInput
              key={item}
              label={title}
              placeholder="取消的原因"
              maxLength={500}
              value={reasons[item] ?? ""}
              onChange={(event) => setReasons({ ...reasons, [item]: event.currentTarget.value })}
            />
          ))}
        </section>
      )}
      <FormFailure message={publish.error?.message} />
      <div className={classes.actions}>
        <Button disabled={!preview.publishable} loading={publish.isPending} onClick={() => publish.mutate()}>
          发布
        </Button>
        <Button variant="default" onClick={onAgain}>
          重新核对
        </Button>
      </div>
    </>
  );
}

/** In one sentence whether one can publish without a second thought. */
function Verdict({ preview: { publishable, difference } }: { preview: PublishPreview }) {
  if (!publishable) return <Notice tone="danger">清单还有错误，改正后才能发布。</Notice>;
  if (!difference) return <Notice tone="good">可以放心发布。这是第一个版本，没有正在填报的自评。</Notice>;
  const { running, touched, verdict } = difference;
  const counts = `以${difference.base.version}版填报的自评${running}份，其中已填内容的${touched.drafts}份`;
  if (difference.class === "safe" || running === 0)
    return (
      <Notice tone="good">
        可以放心发布。{running === 0 ? "没有正在填报的自评。" : `${verdict}。${counts}。`}已提交的报告不受影响。
      </Notice>
    );
  return (
    <Notice tone="warn">
      {verdict}。{counts}，受影响的已填内容{touched.answers}
      处。发布本身不改动它们：由区县逐份预览后升级，已提交的报告不受影响。
    </Notice>
  );
}

function Faults({ preview: { faults }, draftId }: { preview: PublishPreview; draftId: string }) {
  const template = useDraft((store) => store.template);
  if (faults.length === 0) return null;
  return (
    <section className={classes.block} aria-labelledby="faults-title">
      <h2 id="faults-title">检查结果</h2>
      <ul className={classes.list}>
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.path} ${fault.message}`} className={classes.line}>
            <SeverityMark severity={fault.severity} />
            <span>
              {placeText(template, fault)}：{fault.message}
            </span>
          </li>
        ))}
      </ul>
      <ButtonLink to="/builder/$draftId" params={{ draftId }} variant="default" size="compact-sm">
        回到编辑逐条处理
      </ButtonLink>
    </section>
  );
}
