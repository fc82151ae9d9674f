import assert from "node:assert/strict";
import Module from "node:module";
import type { InvocationInput } from "../../../functions/database-user/invocation";

const input: InvocationInput = {
    host: "orders.rds",
    port: 3306,
    database: "orders",
    user: "app",
    secretArn: "arn:secret",
};

interface Recorded {
    readonly options: Record<string, unknown>[];
    readonly calls: string[];
}

type Load = (name: string, ...rest: unknown[]) => unknown;
type Handler = (input: InvocationInput) => Promise<unknown>;

/** Calls a handler with drivers and a secret of its choice in place of the real ones. */
async function call(
    engine: "mysql" | "postgres",
    secret: string,
    failing = "",
): Promise<Recorded & { result: unknown }> {
    const options: Record<string, unknown>[] = [];
    const calls: string[] = [];
    const connection = {
        connect: async () => calls.push("connect"),
        query: async (statement: string) => {
            calls.push(statement.split(" ")[0] ?? "");
            if (failing !== "" && statement.startsWith(failing)) throw new Error("denied");
        },
        end: async () => calls.push("end"),
    };
    const stubs: Record<string, unknown> = {
        "mysql2/promise": {
            createConnection: async (own: Record<string, unknown>) => {
                options.push(own);
                return connection;
            },
        },
        pg: {
            Client: function create(own: Record<string, unknown>) {
                options.push(own);
                return connection;
            },
        },
        "@aws-sdk/client-secrets-manager": {
            SecretsManagerClient: class {
                send = async ({ SecretId }: { SecretId: string }) => ({
                    SecretString: SecretId === "arn:secret" ? secret : "{}",
                });
            },
            GetSecretValueCommand: class {
                readonly SecretId: string;
                constructor(own: { SecretId: string }) {
                    this.SecretId = own.SecretId;
                }
            },
        },
    };
    const loader = Module as unknown as { _load: Load };
    const { _load: load } = loader;
    loader._load = (name, ...rest) => stubs[name] ?? load(name, ...rest);
    const files = [`../../../functions/database-user/${engine}`, "../../../functions/database-user/invocation"];
    for (const file of files) delete require.cache[require.resolve(file)];
    try {
        const { handler }: { handler: Handler } = require(files[0] ?? "");
        const result = await handler(input).catch((error: Error) => error.message);
        return { options, calls, result };
    } finally {
        loader._load = load;
        for (const file of files) delete require.cache[require.resolve(file)];
    }
}

const secret = JSON.stringify({ username: "gatehouse", password: "swordfish" });

describe("the function that creates the user of a database", () => {
    for (const [engine, ssl, statements] of [
        ["mysql", { rejectUnauthorized: true, verifyIdentity: true }, ["CREATE", "ALTER", "GRANT"]],
        ["postgres", { rejectUnauthorized: true }, ["connect", "DO", "ALTER", "GRANT", "GRANT", "GRANT"]],
    ] as const) {
        it(`connects to ${engine} as the master user, verifies the certificate, and ends the connection`, async () => {
            const { options, calls, result } = await call(engine, secret);
            assert.deepEqual(calls, [...statements, "end"]);
            assert.deepEqual(result, { user: "app" });
            const [own] = options;
            assert.deepEqual(
                [own?.host, own?.port, own?.user, own?.password],
                ["orders.rds", 3306, "gatehouse", "swordfish"],
            );
            assert.deepEqual(own?.ssl, ssl);
        });

        it(`fails with the reason of ${engine}, and ends the connection`, async () => {
            const { calls, result } = await call(engine, secret, "ALTER");
            assert.equal(result, "denied");
            assert.equal(calls.at(-1), "end");
        });

        it(`names the secret, but not its content, if it is not that of a user of ${engine}`, async () => {
            for (const content of [JSON.stringify({ token: "swordfish" }), "swordfish", "null"]) {
                const { calls, result } = await call(engine, content);
                assert.equal(result, "the secret arn:secret has no username and password");
                assert.deepEqual(calls, []);
            }
        });
    }
});
