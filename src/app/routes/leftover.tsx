import { Suspense } from "react";
import { LeftoverPage } from "#app/features/leftover/leftover-page.tsx";

export function LeftoverRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <LeftoverPage />
    </Suspense>
  );
}
