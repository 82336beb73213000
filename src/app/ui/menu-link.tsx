import { Menu, type MenuItemProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes } from "react";

type Props = MenuItemProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof MenuItemProps>;

/** A way to another screen in a menu: it can be opened in a new tab. */
export const MenuLink = createLink((props: Props) => <Menu.Item component="a" {...props} />);
