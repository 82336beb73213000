import type { QueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { ownProblemsQuery } from "#app/data/result-queries.ts";
import { RectificationPage } from "#app/features/rectification/rectification-page.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";

export const load = (queryClient: QueryClient): Promise<unknown> => queryClient.ensureQueryData(ownProblemsQuery);

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
