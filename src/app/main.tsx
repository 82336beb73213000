import "@mantine/core/styles.css";
import "#app/shell/base.css";
import "#app/shell/high-contrast.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "#app/shell/app.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
