import type { AddressInfo } from "node:net";
import closeWithGrace from "close-with-grace";
import { buildApp } from "./app";

// Without HOST it listens on every interface, as a container must.
const { PORT = "8080", HOST = "0.0.0.0", CORS_ALLOW_ORIGIN: allowOrigin } = process.env;

const app = buildApp({ logger: true, allowOrigin });

closeWithGrace({ delay: 15_000 }, async ({ signal, err }) => {
    if (err) app.log.error({ event: "failure", error: err.stack });
    else app.log.info({ event: "closing", signal });
    await app.close();
    app.log.info({ event: "closed" });
});

app.listen({ port: Number(PORT), host: HOST }).then(() => {
    app.log.info({ event: "listening", port: (app.server.address() as AddressInfo).port });
});
