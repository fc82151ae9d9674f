import type { AddressInfo } from "node:net";
import closeWithGrace from "close-with-grace";
import { buildApp } from "./app";
import { MemoryPictureStore } from "./memory-picture-store";
import { TableClient } from "./table-client";
import { TablePictureStore } from "./table-picture-store";

// Without HOST it listens on every interface, as a container must.
const { PORT = "5075", HOST = "0.0.0.0", CORS_ALLOW_ORIGIN: allowOrigin, TABLE_NAME: table } = process.env;

const store = table === undefined ? new MemoryPictureStore() : new TablePictureStore(table, new TableClient());
const app = buildApp(store, { logger: true, allowOrigin });

closeWithGrace({ delay: 15_000 }, async ({ signal, err }) => {
    if (err) app.log.error({ event: "failure", error: err.stack });
    else app.log.info({ event: "closing", signal });
    await app.close();
    store.close();
    app.log.info({ event: "closed" });
});

app.listen({ port: Number(PORT), host: HOST }).then(() => {
    app.log.info({ event: "listening", port: (app.server.address() as AddressInfo).port, store: table ?? "memory" });
});
