import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** One accent, a deep blue; red only for what blocks, amber for what needs a reason. */
const ink: MantineColorsTuple = [
  "#eef3fb",
  "#dbe5f5",
  "#b5c8ea",
  "#8ca9de",
  "#6a8ed4",
  "#4a72bd",
  "#335a9f",
  "#274981",
  "#1f3a6d",
  "#152a52",
];

export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: 7,
  colors: { ink },
  fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
  fontSizes: { xs: "12px", sm: "13.5px", md: "15px", lg: "17px", xl: "20px" },
  lineHeights: { md: "1.65" },
  defaultRadius: "sm",
  cursorType: "pointer",
  headings: { fontWeight: "600" },
  components: {
    Button: { defaultProps: { size: "sm" } },
    InputWrapper: {
      styles: {
        label: { marginBottom: 3 },
        description: { fontSize: 13, lineHeight: 1.5 },
        error: { fontSize: 13, lineHeight: 1.5 },
      },
    },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});
