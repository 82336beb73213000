import { TextInput, type TextInputProps } from "@mantine/core";

/** Six digits of an authenticator app, or a recovery code; browsers and password managers know it by its purpose. */
export function CodeField(props: TextInputProps) {
  return (
    <TextInput
      label="验证码"
      description="验证器显示的6位数字；手机不在身边时输入一个备用码"
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      {...props}
    />
  );
}
