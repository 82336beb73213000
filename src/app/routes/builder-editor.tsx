import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback } from "react";
import { draftQuery } from "#app/data/draft-queries.ts";
import { indicatorsQuery } from "#app/data/submission-queries.ts";
import { Editor } from "#app/features/builder/editor.tsx";
import { useOpenDraft } from "#app/routes/open-draft-context.ts";
import type { Item } from "#core/template/schema.ts";

/** Form, prose editor and composition come when somebody looks. */
const BuilderPreview = lazy(() =>
  import("#app/routes/builder-preview.tsx").then((module) => ({ default: module.BuilderPreview })),
);

export function BuilderEditorRoute() {
  const { saver, store } = useOpenDraft();
  const queryClient = useQueryClient();
  const { data: indicators } = useSuspenseQuery(indicatorsQuery);
  const preview = useCallback(
    (as: "filler" | "inspector" | "report", item: Item) => (
      <Suspense fallback={<p>正在打开预览…</p>}>
        <BuilderPreview as={as} item={item} indicators={indicators} />
      </Suspense>
    ),
    [indicators],
  );
  const giveUp = async (): Promise<void> => {
    await saver.giveUp();
    await queryClient.resetQueries({ queryKey: draftQuery(store.id).queryKey, exact: true });
  };
  return <Editor indicators={indicators} preview={preview} save={() => void saver.flush()} giveUp={giveUp} />;
}
