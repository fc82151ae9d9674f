import assert from "node:assert/strict";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { DatabaseKind } from "../../../../../tools/cli/serve/database/database-kind";
import {
    databaseKinds,
    type LocalDatabase,
    startDatabase,
} from "../../../../../tools/cli/serve/database/local-database";
import {
    LocalDatabases,
    type ProvidedDatabase,
    readDatabases,
} from "../../../../../tools/cli/serve/database/local-databases";
import { MissingSoftwareError } from "../../../../../tools/cli/serve/missing-software";
import { engines } from "../../../../app/orders/software";
import { useTemporaryFolder } from "./temporary-folder";

const never = new AbortController().signal;

async function accepts(host: string, port: string | undefined): Promise<boolean> {
    const socket = createConnection(Number(port), host);
    try {
        await once(socket, "connect");
        return true;
    } catch (error) {
        assert.ok(error instanceof Error && "code" in error && error.code === "ECONNREFUSED");
        return false;
    } finally {
        socket.destroy();
    }
}

for (const engine of engines) {
    describe(`a local ${databaseKinds[engine].product}`, function () {
        this.timeout(120_000);
        const definition = { engine, name: "orders", user: "app" } as const;
        // A server that remains after a failed test would keep mocha from ending.
        const opened: LocalDatabase[] = [];
        const start = async (kinds = databaseKinds) => {
            const database = await startDatabase(definition, never, kinds);
            opened.push(database);
            return database;
        };
        const taken: Server[] = [];
        afterEach(async () => {
            for (const server of taken.splice(0)) server.close();
            await Promise.all(opened.splice(0).map((database) => database.close()));
        });
        const folders = useTemporaryFolder();

        it("listens on 127.0.0.1 only, with a random password, and leaves nothing when it is closed", async () => {
            const [first, second] = await Promise.all([start(), start()]);
            const { DATABASE_PORT: port, DATABASE_PASSWORD: password, ...variables } = first.environment;
            assert.deepEqual(variables, {
                DATABASE_ENGINE: engine,
                DATABASE_HOST: "127.0.0.1",
                DATABASE_NAME: "orders",
                DATABASE_USER: "app",
            });
            assert.match(password ?? "", /^[\w-]{32}$/);
            assert.notEqual(second.environment.DATABASE_PASSWORD, password);
            assert.equal(await accepts("127.0.0.1", port), true);
            // Linux has every address of 127.0.0.0/8.
            if (process.platform === "linux") assert.equal(await accepts("127.0.0.2", port), false);
            await Promise.all([first.close(), second.close()]);
            assert.equal(await accepts("127.0.0.1", port), false);
            assert.deepEqual(folders(), []);
        });

        // MariaDB removes those in its folder for temporary files when it starts.
        if (engine === "mysql")
            it("removes no temporary table of another server", async () => {
                const table = join(tmpdir(), "#sql-temptable-1-1-1.MAI");
                writeFileSync(table, "");
                await (await start()).close();
                assert.deepEqual(folders(), [basename(table)]);
                rmSync(table);
            });

        it("leaves nothing if it does not start, and shows its log", async () => {
            const kind = databaseKinds[engine];
            const broken: DatabaseKind = {
                ...kind,
                start: (args) => ({ ...kind.start(args), args: [...kind.start(args).args, "--no-such-option"] }),
            };
            await assert.rejects(
                startDatabase(definition, never, { ...databaseKinds, [engine]: broken }),
                new RegExp(`^Error: ${kind.product} did not start:\\n[^]*no-such-option`),
            );
            assert.deepEqual(folders(), []);
        });

        it("takes another port if another process has taken its first one", async () => {
            const other = createServer().listen(0, "127.0.0.1");
            taken.push(other);
            await once(other, "listening");
            const address = other.address();
            assert.ok(typeof address === "object" && address !== null);
            const kind = databaseKinds[engine];
            let starts = 0;
            const late: DatabaseKind = {
                ...kind,
                start: (args) => kind.start(starts++ === 0 ? { ...args, port: address.port } : args),
            };
            const database = await start({ ...databaseKinds, [engine]: late });
            assert.equal(starts, 2);
            assert.equal(await accepts("127.0.0.1", database.environment.DATABASE_PORT), true);
            await database.close();
            assert.deepEqual(folders(), []);
        });

        it("leaves nothing if the signal is aborted while it starts", async () => {
            const stop = new AbortController();
            const kind = databaseKinds[engine];
            const slow: DatabaseKind = {
                ...kind,
                start: (args) => {
                    queueMicrotask(() => stop.abort(new Error("Ctrl-C")));
                    return kind.start(args);
                },
            };
            await assert.rejects(
                startDatabase(definition, stop.signal, { ...databaseKinds, [engine]: slow }),
                /Ctrl-C/,
            );
            assert.deepEqual(folders(), []);
        });
    });

    describe(`the local databases of APIs, on ${databaseKinds[engine].product}`, function () {
        this.timeout(120_000);

        it("keep their data while an API keeps its database, and end with it", async () => {
            const databases = new LocalDatabases();
            const only = (name: string) => new Map([[name, { engine, name, user: "app" }]]);
            const [orders, shop] = [only("orders"), only("shop")];
            const portOf = (variables: ProvidedDatabase | undefined) => {
                assert.ok(variables !== undefined && !(variables instanceof MissingSoftwareError));
                return variables.DATABASE_PORT;
            };
            try {
                const first = (await databases.provide(orders, never)).get("orders");
                const both = await databases.provide(new Map([...orders, ...shop]), never);
                assert.deepEqual(both.get("orders"), first);
                await databases.retain(shop);
                assert.equal(await accepts("127.0.0.1", portOf(first)), false);
                await databases.close();
                assert.equal(await accepts("127.0.0.1", portOf(both.get("shop"))), false);
            } finally {
                await databases.close();
            }
        });
    });
}

describe("the database of an API", () => {
    it("is read from the environment that its program has on AWS", () => {
        const environment = {
            DATABASE_ENGINE: "postgres",
            DATABASE_HOST: "orders.rds.amazonaws.com",
            DATABASE_PORT: "5432",
            DATABASE_NAME: "orders",
            DATABASE_USER: "app",
            AWS_REGION: "eu-central-1",
        };
        const apps = [
            { name: "books", environment: {} },
            { name: "orders", environment },
        ];
        const expected = { engine: "postgres", name: "orders", user: "app" };
        assert.deepEqual([...readDatabases(apps)], [["orders", expected]]);
        assert.throws(() => readDatabases([{ name: "orders", environment: { DATABASE_ENGINE: "oracle" } }]), /mysql/);
    });

    it("is left out if its server is not installed, with the package to install", async () => {
        const none = { ...databaseKinds.mysql, programs: ["no-such-program"] };
        const definition = { engine: "mysql", name: "orders", user: "app" } as const;
        await assert.rejects(startDatabase(definition, never, { ...databaseKinds, mysql: none }), {
            name: "MissingSoftwareError",
            message: "MariaDB is not installed (apt-get install mariadb-server, or brew install mariadb)",
        });
    });

    it("is rejected if its name is not one that SQL takes without quotes", async () => {
        const definition = { engine: "mysql", name: "orders; --", user: "app" } as const;
        await assert.rejects(startDatabase(definition, never), /got "orders; --", want letters/);
    });
});
