import { memo } from "react";
import type { DrawnPage, DrawnText, PageSize } from "#app/features/report/preview-messages.ts";
import classes from "#app/features/report/sheet.module.css";

export interface SheetProps {
  page: DrawnPage;
  size: PageSize;
  number: number;
  linkTo: (itemKey: string) => { href: string; label: string };
  onOpen: (itemKey: string) => void;
}

/** One page as the PDF has it: every line at its own place. Text can be selected, holes lead to their item. */
export const Sheet = memo(function Sheet({ page, size, number, linkTo, onOpen }: SheetProps) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is text, and named by the sheet that it lies on
    <svg className={classes.drawing} viewBox={`0 0 ${size.width} ${size.height}`} data-page={number}>
      {page.gaps.flatMap(({ boxes }) =>
        boxes.map((box) => <rect key={`${box.x} ${box.y}`} className={classes.gap} {...box} />),
      )}
      {page.rules.map(({ x1, y1, x2, y2, width, colour }) => (
        <line key={`${x1} ${y1} ${x2} ${y2}`} x1={x1} y1={y1} x2={x2} y2={y2} stroke={colour} strokeWidth={width} />
      ))}
      {page.images.map(({ url, name, ...box }) =>
        url === undefined ? (
          <rect key={`${box.x} ${box.y}`} className={classes.waiting} {...box} />
        ) : (
          <image key={`${box.x} ${box.y}`} href={url} {...box}>
            <title>{name}</title>
          </image>
        ),
      )}
      {page.texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Line key={index} text={text} />
      ))}
      {page.gaps.map(({ itemKey, boxes }) => {
        const { href, label } = linkTo(itemKey);
        return (
          <a
            key={itemKey}
            href={href}
            aria-label={label}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onOpen(itemKey);
            }}
          >
            <title>{label}</title>
            {boxes.map((box) => (
              <rect key={`${box.x} ${box.y}`} fill="transparent" {...box} />
            ))}
          </a>
        );
      })}
    </svg>
  );
});

function Line({ text }: { text: DrawnText }) {
  const { heading } = text;
  const role = heading && { role: "heading", "aria-level": heading.level + 1, "aria-label": heading.name };
  return (
    <text
      x={text.x}
      y={text.baseline}
      fill={text.colour}
      fontSize={text.size}
      letterSpacing={text.spacing}
      className={classes[text.font]}
      {...role}
    >
      {text.text}
    </text>
  );
}
