import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useState } from "react";

/** What a new password has to be; the server holds to the same rule. */
export const PASSWORD_RULE = "至少10位，不含用户名和常见密码；可以用一句好记的话";

/** A password that can be shown, by mouse and by keyboard. */
export function PasswordField(props: PasswordInputProps) {
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      {...props}
      aria-invalid={props.error ? true : undefined}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": "显示密码", title: visible ? "隐藏密码" : "显示密码" }}
    />
  );
}
