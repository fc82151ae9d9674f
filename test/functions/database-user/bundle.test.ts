import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { functionCode } from "../../../stacks/apis/function-code";
import type { DatabaseKind } from "../../../tools/cli/serve/database/database-kind";
import { databaseKinds, startDatabase } from "../../../tools/cli/serve/database/local-database";
import { engines } from "../../app/orders/software";
import { withFolder } from "../../with-folder";

const never = new AbortController().signal;

// As Lambda runs the archive, with a secret in place of that in Secrets Manager.
const script = `
const Module = require("node:module");
const load = Module._load;
const SecretString = JSON.stringify({ username: "gatehouse", password: process.env.DATABASE_PASSWORD });
const sdk = { SecretsManagerClient: class { send = async () => ({ SecretString }); }, GetSecretValueCommand: class {} };
Module._load = (name, ...rest) => (name.startsWith("@aws-sdk/") ? sdk : load(name, ...rest));
const { handler } = require(process.argv[1]);
const input = { host: "localhost", port: Number(process.env.DATABASE_PORT), database: "orders", user: "app", secretArn: "arn:secret" };
handler(input).then((result) => console.log(JSON.stringify(result)), ({ message }) => console.log(message));
`;

async function run(environment: Readonly<Record<string, string>>): Promise<string> {
    const folder = await (functionCode("database-user/mysql").archive as pulumi.asset.FileArchive).path;
    const options = { cwd: "/", env: { PATH: process.env.PATH, ...environment } };
    return new Promise((resolve) => {
        execFile(process.execPath, ["-e", script, join(folder, "index.js")], options, (error, out) =>
            resolve(error ? error.message : out.trim()),
        );
    });
}

/** MariaDB with a certificate, whose user may create others as the master user of RDS may. */
function withTls(kind: DatabaseKind, certificate: string, key: string): DatabaseKind {
    const grant = "GRANT ALL ON *.* TO gatehouse@'%' WITH GRANT OPTION;\n";
    return {
        ...kind,
        files: (args) => {
            const { before, after } = kind.files(args);
            return {
                before: Object.fromEntries(Object.entries(before).map(([file, sql]) => [file, sql + grant])),
                after,
            };
        },
        start: (args) => {
            const { program, args: own } = kind.start(args);
            const tls = [`--ssl-cert=${certificate}`, `--ssl-key=${key}`, "--require-secure-transport=ON"];
            return { program, args: [...own, ...tls] };
        },
    };
}

if (engines.includes("mysql"))
    describe("the bundled function that creates the user of a database of MySQL", function () {
        this.timeout(120_000);

        it("logs in by TLS, and gets as far as the plugin that only RDS has", () =>
            withFolder(async (folder) => {
                const [certificate, key] = [join(folder, "server.pem"), join(folder, "server.key")];
                const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=server"];
                const subject = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate];
                execFileSync("openssl", [...request, ...subject], { stdio: "pipe" });
                const definition = { engine: "mysql", name: "orders", user: "gatehouse" } as const;
                const kinds = { ...databaseKinds, mysql: withTls(databaseKinds.mysql, certificate, key) };
                const server = await startDatabase(definition, never, kinds);
                try {
                    const trusted = { ...server.environment, NODE_EXTRA_CA_CERTS: certificate };
                    assert.equal(await run(trusted), "Plugin 'AWSAuthenticationPlugin' is not loaded");
                    assert.match(await run(server.environment), /self-signed certificate|unable to verify/);
                } finally {
                    await server.close();
                }
            }));
    });
