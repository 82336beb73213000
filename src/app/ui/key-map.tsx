import { Kbd, Modal, Table } from "@mantine/core";

const FILLING_KEYS: readonly (readonly [string, string])[] = [
  ["Alt + ←　Alt + →", "上一条、下一条"],
  ["Ctrl + K", "在目录中查找"],
  ["↑　↓", "在目录中移动"],
  ["Ctrl + S", "立即保存（平时自动保存）"],
  ["Ctrl + Z　Ctrl + Shift + Z", "撤销、重做（数据栏和正文各自记录）"],
  ["Ctrl + V", "粘贴截图或文件作为佐证材料"],
  ["?", "显示本表"],
];

export interface KeyMapProps {
  onClose: () => void;
  keys?: typeof FILLING_KEYS;
}

export function KeyMap({ onClose, keys: shown = FILLING_KEYS }: KeyMapProps) {
  return (
    <Modal opened onClose={onClose} title="键盘操作" centered closeButtonProps={{ "aria-label": "关闭" }}>
      <Table>
        <Table.Tbody>
          {shown.map(([keys, meaning]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
