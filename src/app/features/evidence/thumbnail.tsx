import {
  type IconFile,
  IconFileTypeDoc,
  IconFileTypePdf,
  IconFileTypeTxt,
  IconFileTypeXls,
  IconFileTypeZip,
  IconPhoto,
} from "@tabler/icons-react";
import { useState } from "react";
import { urlOf } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/library.module.css";
import { evidenceThumbnail } from "#core/api/upload.ts";
import { type Evidence, isImage, MEDIA_TYPES, type MediaType } from "#core/evidence/evidence.ts";

const SHAPES: Record<(typeof MEDIA_TYPES)[MediaType]["label"], typeof IconFile> = {
  PDF: IconFileTypePdf,
  Word: IconFileTypeDoc,
  Excel: IconFileTypeXls,
  图片: IconPhoto,
  ZIP: IconFileTypeZip,
  文本: IconFileTypeTxt,
  CSV: IconFileTypeTxt,
};

/** A small picture of an image, or the sign of its kind. The kind is written next to it as well. */
export function Thumbnail({ record }: { record: Evidence }) {
  const workspace = useWorkspace();
  const [lacking, setLacking] = useState(false);
  if (isImage(record.mediaType) && !lacking) {
    const params = { submissionId: workspace.id, evidenceId: record.id };
    // another file under the same record has another picture
    const src = `${urlOf(evidenceThumbnail, { params })}?${record.revision}`;
    return <img className={classes.thumbnail} src={src} alt="" loading="lazy" onError={() => setLacking(true)} />;
  }
  const Shape = SHAPES[MEDIA_TYPES[record.mediaType].label];
  return <Shape className={classes.kind} size={22} stroke={1.5} aria-hidden />;
}
