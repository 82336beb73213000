import { useEffect } from "react";
import { PublishPage } from "#app/features/builder/publish-page.tsx";
import { useOpenDraft } from "#app/routes/open-draft-context.ts";

export function BuilderPublishRoute() {
  const { saver, store } = useOpenDraft();
  useEffect(() => void saver.flush(), [saver]);
  return <PublishPage draftId={store.id} />;
}
