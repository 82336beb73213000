import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { CallError } from "#app/data/client.ts";
import { meQuery } from "#app/data/queries.ts";
import { createAppRouter } from "#app/routes/router.tsx";
import { theme } from "#app/shell/theme.ts";

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => error instanceof CallError && error.code === "offline" && failures < 3,
      staleTime: 10_000,
    },
  },
});

const router = createAppRouter(queryClient);

// a password that was given while the session was lost is changed before the work goes on
window.addEventListener("ziping:session-restored", () => {
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
});

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="light">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
