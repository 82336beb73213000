import { Button } from "@mantine/core";
import { useRef } from "react";
import { withoutLitter } from "#app/features/evidence/dropped-files.ts";

/** A whole folder at once; its folders inside as well. */
export function UploadFolder({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement | null>(null);
  return (
    <>
      <input
        ref={(element) => {
          input.current = element;
          if (element) element.webkitdirectory = true;
        }}
        type="file"
        hidden
        multiple
        onChange={({ currentTarget }) => {
          onFiles(withoutLitter(currentTarget.files ?? []));
          currentTarget.value = "";
        }}
      />
      <Button size="compact-xs" variant="subtle" onClick={() => input.current?.click()}>
        上传文件夹
      </Button>
    </>
  );
}
