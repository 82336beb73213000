import { memo } from "react";
import classes from "#app/features/report/report.module.css";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";

/** The composed report as it reads on paper. */
export const Paper = memo(function Paper({ document }: { document: ReportDocument }) {
  return (
    <div className={classes.paper}>
      {document.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
});

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "title":
      return <h1 className={classes.title}>{block.text}</h1>;
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

function TableView({ block }: { block: Extract<Block, { kind: "table" }> }) {
  return (
    <div className={classes.tableFrame}>
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
                <td key={at} style={{ textAlign: block.columns[at]?.align }}>
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
