import { KeyMap } from "#app/ui/key-map.tsx";

const KEYS = [
  ["Alt + ←　Alt + →", "上一条、下一条"],
  ["↑　↓　←　→", "在目录中移动、收起和展开"],
  ["Shift + ↑　Shift + ↓", "在目录中多选（Ctrl + 单击选不相邻的）"],
  ["Alt + ↑　Alt + ↓", "上移、下移（目录中的各条，或数据项、规则、材料）"],
  ["Ctrl + X　Ctrl + C　Ctrl + V", "在目录中剪切、复制、粘贴"],
  ["Insert　Delete", "添加条目、删除"],
  ["Ctrl + M", "把选中的条目并入最后选中的一条"],
  ["Enter", "从目录到编辑栏"],
  ["Ctrl + Z　Ctrl + Y", "撤销、重做，次数不限"],
  ["Ctrl + 空格", "写表达式时列出可用的名称"],
  ["Ctrl + K", "在目录中查找"],
  ["Ctrl + S", "立即保存（平时自动保存）"],
  ["?", "显示本表"],
] as const;

export const BuilderKeyMap = ({ onClose }: { onClose: () => void }) => <KeyMap keys={KEYS} onClose={onClose} />;
