import { join } from "node:path";
import { closeServer, createApiServer, type LogEntry } from "./http-server";
import { MemoryPictureStore } from "./memory-picture-store";
import type { PictureStore } from "./picture-store";
import { pictureRoutes } from "./pictures-api";
import { RequestContract } from "./request-contract";
import { TableClient } from "./table-client";
import { TablePictureStore } from "./table-picture-store";

const log = (entry: LogEntry) => console.log(JSON.stringify({ time: new Date().toISOString(), ...entry }));
// No HOST means every interface, as a container needs.
const { PORT = "5075", HOST, CORS_ALLOW_ORIGIN: allowOrigin, TABLE_NAME: tableName } = process.env;

const store: PictureStore =
    tableName === undefined ? new MemoryPictureStore() : new TablePictureStore(tableName, new TableClient());
const server = createApiServer(pictureRoutes(store), {
    contract: RequestContract.fromFile(join(__dirname, "openapi.yaml")),
    ready: () => store.check(),
    log,
    ...(allowOrigin === undefined ? {} : { allowOrigin }),
});
server.listen({ port: Number(PORT), host: HOST }, () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : PORT;
    log({ event: "listening", port, store: tableName ?? "memory" });
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
        log({ event: "closing", signal });
        closeServer(server, 15_000).then(() => {
            store.close();
            log({ event: "closed" });
        });
    });
}
