import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import classes from "#app/ui/dialog.module.css";

export interface DialogProps {
  title: string;
  /** absent = it can only be left by what it offers */
  onClose?: () => void;
  /** the whole window, for what stands side by side */
  whole?: boolean;
  children: ReactNode;
}

const stay = (): void => undefined;

/** A dialog over the page, mounted while it is open; focus goes in and comes back to where it was. */
export function Dialog({ title, onClose, whole = false, children }: DialogProps) {
  const closable = onClose !== undefined;
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
  return (
    <Modal.Root
      opened
      onClose={onClose ?? stay}
      centered={!whole}
      fullScreen={whole}
      closeOnEscape={closable}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {closable && <Modal.CloseButton aria-label="关闭" />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
