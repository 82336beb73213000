import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useState } from "react";

/** What a new password has to be; the server holds to the same rule. */
export const PASSWORD_RULE = "至少10位，不含用户名，不用常见密码；一句好记的话比复杂的短密码更安全";

/** A password that can be shown, by mouse and by keyboard. */
export function PasswordField(props: PasswordInputProps) {
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      {...props}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": "显示密码", title: visible ? "隐藏密码" : "显示密码" }}
    />
  );
}
