import { type KeyboardEvent, useRef, useState } from "react";
import { dotPath, type Mark, type Picture, pathText } from "#app/ui/plot/mark.ts";
import { PAPER } from "#app/ui/plot/palette.ts";
import classes from "#app/ui/plot/plot.module.css";
import { nextPlace } from "#app/ui/plot/roving.ts";

export interface DrawingProps {
  picture: Picture;
  /** what is drawn, in words */
  label: string;
}

/** A picture as one image to who cannot see it; the words are the caller's to give. */
export function StillDrawing({ picture, label }: DrawingProps) {
  return (
    <svg className={classes.drawing} viewBox={`0 0 ${picture.width} ${picture.height}`} role="img" aria-label={label}>
      {picture.marks.map((mark, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a picture is drawn anew as a whole
        <Shape key={index} mark={mark} />
      ))}
    </svg>
  );
}

/** One stop for the tab key; arrows go from dot to dot, and what each says stands below the picture. */
export function Drawing({ picture, label }: DrawingProps) {
  const labelled = picture.marks.filter((mark) => labelOf(mark) !== undefined);
  const [at, setAt] = useState(0);
  const [told, setTold] = useState<string>();
  const box = useRef<SVGSVGElement>(null);
  const current = Math.min(at, Math.max(0, labelled.length - 1));
  const move = (event: KeyboardEvent): void => {
    const next = nextPlace(event.key, current, labelled.length, labelled.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    box.current?.querySelectorAll<SVGGElement>("[data-place]")[next]?.focus();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG is grouped by its role alone */}
      <svg
        ref={box}
        className={classes.drawing}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="group"
        aria-label={label}
        onKeyDown={move}
      >
        {picture.marks.map((mark, index) => {
          const text = labelOf(mark);
          // biome-ignore lint/suspicious/noArrayIndexKey: a picture is drawn anew as a whole
          if (text === undefined) return <Shape key={index} mark={mark} />;
          const place = labelled.indexOf(mark);
          return (
            // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a dot is reached by arrow keys to be read, not to act
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: a picture is drawn anew as a whole
              key={index}
              role="img"
              aria-label={text}
              tabIndex={place === current ? 0 : -1}
              data-place={place}
              className={classes.reachable}
              onFocus={() => {
                setAt(place);
                setTold(text);
              }}
              onPointerEnter={() => setTold(text)}
            >
              <Shape mark={mark} />
            </g>
          );
        })}
      </svg>
      <p className={classes.told} aria-hidden>
        {told ?? "指向或用方向键选中一点，这里显示它的数值"}
      </p>
    </>
  );
}

const labelOf = (mark: Mark): string | undefined => ("label" in mark ? mark.label : undefined);

function Shape({ mark }: { mark: Mark }) {
  switch (mark.kind) {
    case "rect":
      return <rect x={mark.x} y={mark.y} width={mark.width} height={mark.height} fill={mark.fill} />;
    case "line":
      return (
        <line
          x1={mark.x1}
          y1={mark.y1}
          x2={mark.x2}
          y2={mark.y2}
          stroke={mark.stroke}
          strokeWidth={mark.width}
          strokeDasharray={mark.dash}
        />
      );
    case "path":
      return (
        <path
          d={pathText(mark.points)}
          fill="none"
          stroke={mark.stroke}
          strokeWidth={1.6}
          strokeDasharray={mark.dash}
        />
      );
    case "dot":
      return (
        <path d={dotPath(mark.shape, mark.x, mark.y, mark.size)} fill={mark.fill} stroke={PAPER} strokeWidth={1} />
      );
    case "text":
      return (
        <text
          className={classes.word}
          x={mark.x}
          y={mark.y}
          textAnchor={mark.anchor}
          fontSize={mark.size}
          fill={mark.fill}
          fontWeight={mark.bold ? 600 : 400}
        >
          {mark.text}
        </text>
      );
  }
}
