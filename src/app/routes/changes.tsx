import { Suspense } from "react";
import { ChangesPage } from "#app/features/year-changes/changes-page.tsx";

export function ChangesRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <ChangesPage />
    </Suspense>
  );
}
