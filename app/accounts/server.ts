import { createApp } from "./app";

// Without HOST it listens on every interface, as a container must.
const { PORT = "8080", HOST = "0.0.0.0" } = process.env;

const app = createApp();
// Longer than the Lambda Web Adapter keeps an idle connection (4 seconds).
app.keepAliveTimeout = 65_000;
app.listen(Number(PORT), HOST, () => process.stdout.write(`${JSON.stringify({ event: "listening", port: PORT })}\n`));

process.once("SIGTERM", () => app.close());
