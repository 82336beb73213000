import { Input } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "#app/features/builder/builder.module.css";

export interface GrowingTextProps {
  id: string;
  label?: string;
  "aria-label"?: string;
  description?: string;
  placeholder?: string;
  maw?: number;
  /** at least */
  lines: number;
  value: string;
  error: ReactNode;
  onChange: (event: React.ChangeEvent<HTMLTextAreaElement>) => void;
}

/** A text that is as high as what stands in it. The page's own layout makes it so: nothing is measured at a key. */
export function GrowingText({ id, label, description, error, maw, lines, value, ...rest }: GrowingTextProps) {
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={error}
      {...(maw === undefined ? {} : { maw })}
    >
      <div className={classes.growing} data-text={value}>
        <Input
          component="textarea"
          id={id}
          multiline
          rows={lines}
          error={error !== undefined}
          value={value}
          classNames={{ input: classes.growingInput ?? "" }}
          {...rest}
        />
      </div>
    </Input.Wrapper>
  );
}
