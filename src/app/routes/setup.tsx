import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { setupQuery } from "#app/data/queries.ts";
import { SampleLoaded } from "#app/features/set-up/sample-loaded.tsx";
import { SetUpForm } from "#app/features/set-up/set-up-form.tsx";
import { ThresholdPage } from "#app/ui/threshold-page.tsx";

export function SetupRoute() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [sample, setSample] = useState<{ organisation: string; usernames: string[] }>();
  const signIn = (username: string) => void navigate({ to: "/sign-in", state: { username } });
  if (sample)
    return (
      <ThresholdPage title="可以开始了" width="wide">
        <SampleLoaded {...sample} onSignIn={signIn} />
      </ThresholdPage>
    );
  return (
    <ThresholdPage title="首次使用：初始化" width="wide">
      <SetUpForm
        onDone={(mode, done) => {
          queryClient.setQueryData(setupQuery.queryKey, { needed: false, signedIn: false });
          if (mode === "sample") setSample(done);
          else signIn(done.usernames[0] ?? "");
        }}
      />
    </ThresholdPage>
  );
}
