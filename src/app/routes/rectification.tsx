import { Suspense } from "react";
import { RectificationPage } from "#app/features/rectification/rectification-page.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";

export function RectificationRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <RectificationPage
        aside={
          <ButtonLink to="/" variant="default">
            返回首页
          </ButtonLink>
        }
      />
    </Suspense>
  );
}
