import { memo } from "react";
import classes from "#app/features/report/paper.module.css";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";

/** The composed report as running text: for reading on a small screen and for those who listen. */
export const Paper = memo(function Paper({ document }: { document: ReportDocument }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.desk} aria-label="报告文字版" tabIndex={0}>
      <article className={classes.paper} aria-label={document.title}>
        {document.blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
          <BlockView key={index} block={block} />
        ))}
      </article>
    </section>
  );
});

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "contents":
      return null;
    case "cover-page":
      return <Lines texts={[block.title, block.organisation, block.date]} />;
    case "red-head":
      return <Lines texts={[block.mark, block.number, block.signer && `签发人：${block.signer}`]} />;
    case "letter-head":
      return <Lines texts={[block.mark, block.number]} />;
    case "imprint":
      return (
        <Lines
          texts={[block.copies && `抄送：${block.copies}`, block.organisation, block.date && `${block.date}印发`]}
        />
      );
    case "figure":
      return <p className={classes.addressee}>【图片：{block.caption}】</p>;
    case "title":
      return <h2 className={classes.title}>{block.text}</h2>;
    case "addressee":
      return <p className={classes.addressee}>{block.text}</p>;
    case "heading": {
      const Tag = `h${block.level + 1}` as "h2" | "h3" | "h4";
      return (
        <Tag className={classes.heading} data-level={block.level} id={block.id}>
          {block.text}
        </Tag>
      );
    }
    case "paragraph":
      return (
        <p className={classes.paragraph}>
          {block.runs.map((run, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
            <span key={index} data-gap={run.gap}>
              {run.text}
            </span>
          ))}
        </p>
      );
    case "annex-list":
      return (
        <div className={classes.annexList}>
          <span>附件：</span>
          <ol>
            {block.titles.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ol>
        </div>
      );
    case "signature":
      return (
        <p className={classes.signature}>
          <span>{block.organisation}</span>
          <span>{block.date}</span>
        </p>
      );
    case "note":
      return <p className={classes.paragraph}>{block.text}</p>;
    case "annex":
      return (
        <div className={classes.annex}>
          <p>附件{block.number}</p>
          <h2 className={classes.title}>{block.title}</h2>
        </div>
      );
    case "caption":
      return <h3 className={classes.caption}>{block.text}</h3>;
    case "table":
      return <TableView block={block} />;
    default:
      return assertNever(block);
  }
}

function Lines({ texts }: { texts: readonly string[] }) {
  return (
    <div className={classes.lines}>
      {texts
        .filter((text) => text !== "")
        .map((text) => (
          <p key={text}>{text}</p>
        ))}
    </div>
  );
}

function TableView({ block }: { block: Extract<Block, { kind: "table" }> }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no form, and too many to be landmarks
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div className={classes.tableFrame} role="group" aria-label="表格" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {block.columns.map((column) => (
              <th key={column.header} scope="col">
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={index}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                <td key={at} data-align={block.columns[at]?.align}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
