import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

export interface DialogProps {
  title: string;
  /** absent = it can only be left by what it offers */
  onClose?: () => void;
  children: ReactNode;
}

const stay = (): void => undefined;

/** A dialog over the page; mounted while it is open, focus goes in and comes back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const closable = onClose !== undefined;
  return (
    <Modal
      opened
      onClose={onClose ?? stay}
      title={title}
      centered
      withCloseButton={closable}
      closeOnEscape={closable}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": "关闭" }}
      transitionProps={{ duration: 0 }}
      styles={{ title: { fontSize: 17, fontWeight: 600 } }}
    >
      {children}
    </Modal>
  );
}
