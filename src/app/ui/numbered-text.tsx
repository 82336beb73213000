import { useState } from "react";
import { splitNumber } from "#app/data/error-number.ts";
import { copyText } from "#app/ui/copy-text.ts";
import classes from "#app/ui/numbered-text.module.css";

/** A message; a failure's number stands small under it, to be read out or copied for the administrator. */
export function NumberedText({ message }: { message: string }) {
  const { text, number } = splitNumber(message);
  return (
    <>
      {text}
      {number !== undefined && <ErrorNumber number={number} />}
    </>
  );
}

function ErrorNumber({ number }: { number: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => setCopied(await copyText(number));
  return (
    <span className={classes.line}>
      错误编号：<span className={classes.number}>{number}</span>
      <button type="button" className={classes.copy} aria-label="复制错误编号" onClick={() => void copy()}>
        {copied ? "已复制" : "复制"}
      </button>
    </span>
  );
}
