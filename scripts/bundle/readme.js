// @ts-check

/**
 * The text that lies beside the start file, for whoever has unpacked the bundle.
 * @param {{ version: string, runtime: string, target: import("./targets.js").Target }} about
 */
export function readmeText({ version, runtime, target }) {
  const windows = target.platform === "win32";
  const text = `自评通 ${version}（${windows ? "Windows 64位" : "Linux 64位"}）

这台电脑不需要安装其他软件，也不需要联网。

一、启动
${windows ? STEPS_WINDOWS : STEPS_LINUX}
3. 浏览器会自动打开。没有打开的，请自己打开窗口中写明的地址，一般是 http://127.0.0.1:8080
4. 第一次使用时，输入窗口中显示的“初始化码”，然后建立本单位，或载入样例体验。
5. 使用期间不要关闭这个窗口。停止时在窗口中按 Ctrl+C，正在保存的内容会先存完。

浏览器要求：Chrome、Edge 或其他 Chromium 内核浏览器 109 或更高版本。

二、数据在哪里
全部数据在本文件夹下的 data 文件夹中：数据库、佐证材料、运行记录（ziping.log）。
备份：每天自动备份到 data 下的 backups，请定期把它复制到另一块磁盘；也可停止自评通后复制整个 data 文件夹。
换电脑：把整个文件夹复制过去即可。

三、升级
停止自评通，备份 data 文件夹，把新版本的压缩包解压到同一个位置并覆盖。压缩包里没有 data 文件夹，数据不会被覆盖。
也可以解压到新的位置，再把原来的 data 文件夹复制过去。

四、设置
需要改设置时，在本文件夹新建文本文件“设置.txt”，一行一项，保存后重新启动：
    HOST=0.0.0.0        让同事在自己的电脑上访问（默认只有本机能访问；防火墙须放行端口）
    PORT=8080           端口（不写时从 8080 起自动找空闲的）
    DATA_DIR=${windows ? "D:\\ziping-data" : "/srv/ziping"}   数据另存别处
其余设置见项目说明中“设置”一节，写法相同。

五、命令行
${windows ? "在本文件夹打开命令提示符，用 ziping.cmd 代替说明中的 npm run ziping --，例如：\n    ziping.cmd check 报告.docx" : "在本文件夹打开终端，用 ./ziping 代替说明中的 npm run ziping --，例如：\n    ./ziping check 报告.docx"}

六、核对文件是否完整
SHA256SUMS 列出了每个文件的 SHA-256 值。${windows ? "PowerShell 中可用 Get-FileHash 逐个核对。" : "在本文件夹执行 sha256sum -c SHA256SUMS。"}

七、作为系统服务长期运行
${windows ? "见 windows-service.md。" : "见 ziping.service，文件开头写明了安装步骤。"}

运行环境 Node.js ${runtime}。自评通按 MIT 许可（LICENSE）发布，所用第三方软件和字体的许可见 THIRD-PARTY.txt。
`;
  return windows ? `\uFEFF${text.replaceAll("\n", "\r\n")}` : text;
}

const STEPS_WINDOWS = `1. 把压缩包完整解压到一个文件夹，例如 D:\\自评通。不要在压缩包里直接双击，也不要放在 Program Files 中。
2. 双击“启动自评通.bat”。如果出现“Windows 已保护你的电脑”，点“更多信息”再点“仍要运行”。
   需要 64 位的 Windows 10、Windows Server 2016 或更高版本。`;

const STEPS_LINUX = `1. 把压缩包解压到一个文件夹：tar xzf 压缩包文件名
2. 双击“启动自评通.sh”并选择在终端中运行，或在终端执行 ./start.sh
   需要 x86 64位处理器，glibc 2.28 或更高版本（统信 UOS 20、麒麟 V10、Ubuntu 20.04、Debian 10 起都满足）和 libatomic1。`;
