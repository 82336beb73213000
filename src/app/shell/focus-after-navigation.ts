import { useRouter } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

/**
 * A page that is left takes the focused link or button with it. Whoever works with the keyboard or a screen reader goes
 * on at the beginning of the new page; focus that has a place there stays where it is.
 */
export function useFocusAfterNavigation(main: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        const focused = document.activeElement;
        const lost = focused === null || focused === document.body || focused.closest("header") !== null;
        if (lost) main.current?.focus({ preventScroll: true });
      }),
    [router, main],
  );
}
