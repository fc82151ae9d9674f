import { join } from "node:path";
import { BookStore } from "./book-store";
import { bookRoutes } from "./books-api";
import { closeServer, createApiServer, type LogEntry } from "./http-server";
import { RequestContract } from "./request-contract";

const log = (entry: LogEntry) => console.log(JSON.stringify({ time: new Date().toISOString(), ...entry }));
// No HOST means every interface, as a container needs.
const { PORT = "5000", HOST, CORS_ALLOW_ORIGIN: allowOrigin } = process.env;

const server = createApiServer(bookRoutes(new BookStore()), {
    contract: RequestContract.fromFile(join(__dirname, "openapi.yaml")),
    log,
    ...(allowOrigin === undefined ? {} : { allowOrigin }),
});
server.listen({ port: Number(PORT), host: HOST }, () => {
    const address = server.address();
    log({ event: "listening", port: typeof address === "object" && address !== null ? address.port : PORT });
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
        log({ event: "closing", signal });
        closeServer(server, 15_000).then(() => log({ event: "closed" }));
    });
}
