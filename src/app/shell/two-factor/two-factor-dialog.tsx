import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { meQuery } from "#app/data/queries.ts";
import { EnrolStep } from "#app/shell/two-factor/enrol-step.tsx";
import { PasswordStep } from "#app/shell/two-factor/password-step.tsx";
import { RecoveryCodeList } from "#app/shell/two-factor/recovery-code-list.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import type { Me } from "#core/api/system.ts";
import {
  beginTwoFactor,
  endTwoFactor,
  renewRecoveryCodes,
  type TwoFactor,
  twoFactorState,
} from "#core/api/two-factor.ts";

const stateQuery = queryOptions({
  queryKey: ["two-factor"],
  queryFn: ({ signal }) => call(twoFactorState, { signal }),
  staleTime: 0,
});

type Step =
  | { at: "state" }
  | { at: "renew" | "end" }
  | { at: "enrol"; enrolment: { key: string; uri: string } }
  | { at: "codes"; codes: string[] };

/** The second step of signing in to one's own account: set up, renewed, ended. Without `onClose` it has to be set up. */
export function TwoFactorDialog({ me, onClose }: { me: Me; onClose?: () => void }) {
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>({ at: "state" });
  const { data, error } = useQuery(stateQuery);
  const back = async (): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: stateQuery.queryKey });
    setStep({ at: "state" });
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <Dialog title="两步验证" {...(onClose && step.at !== "codes" ? { onClose } : {})}>
      {step.at === "codes" && <RecoveryCodeList codes={step.codes} onDone={() => void back()} />}
      {step.at === "enrol" && (
        <EnrolStep enrolment={step.enrolment} onConfirmed={(codes) => setStep({ at: "codes", codes })} />
      )}
      {step.at === "renew" && (
        <PasswordStep
          username={me.username}
          action="更换备用码"
          perform={async (password) => {
            const { recoveryCodes } = await call(renewRecoveryCodes, { body: { password } });
            setStep({ at: "codes", codes: recoveryCodes });
          }}
          onCancel={() => setStep({ at: "state" })}
        />
      )}
      {step.at === "end" && (
        <PasswordStep
          username={me.username}
          action="关闭两步验证"
          perform={async (password) => {
            await call(endTwoFactor, { body: { password } });
            await back();
          }}
          onCancel={() => setStep({ at: "state" })}
        />
      )}
      {step.at === "state" && error !== null && <FormFailure message={error.message} />}
      {step.at === "state" && error === null && data === undefined && (
        <Skeleton height={120} role="status" aria-label="正在载入" />
      )}
      {step.at === "state" && data?.on === false && (
        <Stack gap="md">
          <Off state={data} />
          <PasswordStep
            username={me.username}
            action="开始绑定"
            perform={async (password) => {
              setStep({ at: "enrol", enrolment: await call(beginTwoFactor, { body: { password } }) });
            }}
            onCancel={onClose}
          />
        </Stack>
      )}
      {step.at === "state" && data?.on === true && (
        <On state={data} onRenew={() => setStep({ at: "renew" })} onEnd={() => setStep({ at: "end" })} />
      )}
    </Dialog>
  );
}

const OFF_TEXT: Record<TwoFactor["wanted"], string> = {
  no: "尚未开启。开启后，登录时除密码外还要输入手机验证器显示的数字，密码泄露也不能登录。",
  recommended: "尚未开启，建议开启：您的账号能看到多个单位的内容或管理账号。开启后登录时还要输入手机验证器显示的数字。",
  required: "本系统要求您的账号开启两步验证，绑定以后才能继续使用。",
};

function Off({ state }: { state: TwoFactor }) {
  return <Notice tone={state.wanted === "no" ? "calm" : "warn"}>{OFF_TEXT[state.wanted]}</Notice>;
}

function On({ state, onRenew, onEnd }: { state: TwoFactor; onRenew: () => void; onEnd: () => void }) {
  return (
    <Stack gap="md">
      <Notice tone="good">已开启。登录时除密码外还要输入验证码。</Notice>
      <Text size="sm">
        备用码还剩{state.recoveryCodesLeft}个{state.recoveryCodesLeft < 3 ? "，请更换" : ""}
        。换手机时请先关闭，再重新绑定。
      </Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onEnd}>
          关闭两步验证
        </Button>
        <Button onClick={onRenew}>更换备用码</Button>
      </Group>
    </Stack>
  );
}
