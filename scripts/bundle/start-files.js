// @ts-check
import { encodeGbk } from "./gbk.js";

/** The name that is double-clicked; `start` is the same for those who type it, and where unpacking spoils the name. */
const CHINESE_NAME = "启动自评通";

const START_SH = `#!/bin/sh
# 启动自评通。双击或在终端中运行都可以。
case $0 in */*) here=\${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here" && pwd) || exit 1
if ! "$here/runtime/node" --version >/dev/null 2>&1; then
  echo "自评通无法在这台电脑上运行。需要 64 位 x86 处理器，glibc 2.28 或更高版本，以及 libstdc++ 和 libatomic。"
  echo "缺少的组件："
  ldd "$here/runtime/node" 2>/dev/null | grep "not found"
  echo "统信、麒麟、Ubuntu、Debian：sudo apt install libatomic1 libstdc++6"
  echo "若提示权限不够，请在本文件夹执行：chmod +x runtime/node start.sh"
  if [ -t 0 ]; then printf "按回车键关闭窗口。"; read -r _; fi
  exit 1
fi
# 没有终端窗口就开一个：初始化码和停止的办法要让人看得到
if [ ! -t 1 ] && [ -n "\${DISPLAY:-}\${WAYLAND_DISPLAY:-}" ] && [ -z "\${ZIPING_IN_WINDOW:-}" ]; then
  export ZIPING_IN_WINDOW=1
  for terminal in x-terminal-emulator deepin-terminal mate-terminal gnome-terminal konsole xterm; do
    command -v "$terminal" >/dev/null 2>&1 || continue
    case $terminal in
      gnome-terminal) exec "$terminal" -- "$here/start.sh" ;;
      *) exec "$terminal" -e "$here/start.sh" ;;
    esac
  done
fi
exec "$here/runtime/node" "$here/program/launch.js" "$@"
`;

const CHINESE_SH = `#!/bin/sh
case $0 in */*) here=\${0%/*} ;; *) here=. ;; esac
exec "$here/start.sh" "$@"
`;

const COMMAND_SH = `#!/bin/sh
case $0 in */*) here=\${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here" && pwd) || exit 1
export DATA_DIR="\${DATA_DIR:-$here/data}"
exec "$here/runtime/node" "$here/program/server/cli.js" "$@"
`;

const START_BAT = `@echo off
setlocal DisableDelayedExpansion
title 自评通
if exist "%~dp0runtime\\node.exe" goto run
echo 没有找到运行环境。请先把压缩包完整解压到一个文件夹，再双击其中的启动文件。
echo 不要在压缩包里直接双击。
pause
exit /b 1
:run
"%~dp0runtime\\node.exe" "%~dp0program\\launch.js" %*
if "%errorlevel%"=="0" exit /b 0
echo.
echo 自评通没有正常运行，请看上面的说明。需要 64 位的 Windows 10、Windows Server 2016 或更高版本。
pause
exit /b 1
`;

const COMMAND_BAT = `@echo off
setlocal DisableDelayedExpansion
if "%DATA_DIR%"=="" set "DATA_DIR=%~dp0data"
"%~dp0runtime\\node.exe" "%~dp0program\\server\\cli.js" %*
`;

const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);
const batch = (/** @type {string} */ text) => encodeGbk(text.replaceAll("\n", "\r\n"));

/**
 * What is double-clicked or typed.
 * @param {NodeJS.Platform} platform
 * @returns {import("./tar.js").Entry[]}
 */
export function startFiles(platform) {
  if (platform === "win32") {
    return [
      { path: `${CHINESE_NAME}.bat`, bytes: batch(START_BAT), executable: true },
      { path: "start.bat", bytes: batch(START_BAT), executable: true },
      { path: "ziping.cmd", bytes: batch(COMMAND_BAT), executable: true },
    ];
  }
  return [
    { path: `${CHINESE_NAME}.sh`, bytes: utf8(CHINESE_SH), executable: true },
    { path: "start.sh", bytes: utf8(START_SH), executable: true },
    { path: "ziping", bytes: utf8(COMMAND_SH), executable: true },
  ];
}
