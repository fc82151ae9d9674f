import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DatabaseEngine } from "../../../stacks/settings/database/engines";
import { startApp } from "../../../tools/cli/serve/app-process";
import type { DatabaseKind } from "../../../tools/cli/serve/database/database-kind";
import { databaseKinds, startDatabase } from "../../../tools/cli/serve/database/local-database";
import { withFolder } from "../../with-folder";
import { engines, hasJava } from "./software";

const projectFolder = resolve(__dirname, "../../..");
const signal = new AbortController().signal;

/** Servers with TLS. That of PostgreSQL accepts any password by TLS, as one that checks tokens would; MariaDB cannot. */
const tlsKinds: Readonly<Record<DatabaseEngine, (certificate: string, key: string) => DatabaseKind>> = {
    mysql: (certificate, key) => {
        const { start } = databaseKinds.mysql;
        const tls = [`--ssl-cert=${certificate}`, `--ssl-key=${key}`, "--require-secure-transport=ON"];
        return {
            ...databaseKinds.mysql,
            start: (args) => ({ ...start(args), args: [...start(args).args, ...tls] }),
        };
    },
    postgres: (certificate, key) => {
        const { start, files } = databaseKinds.postgres;
        // PostgreSQL takes no key that another user owns, so it gets copies.
        return {
            ...databaseKinds.postgres,
            files: (args) => ({
                before: files(args).before,
                after: {
                    "data/pg_hba.conf": `hostssl ${args.name} ${args.user} 127.0.0.1/32 trust\n`,
                    "data/server.crt": readFileSync(certificate, "utf8"),
                    "data/server.key": readFileSync(key, "utf8"),
                },
            }),
            start: (args) => ({ ...start(args), args: [...start(args).args, "-c", "ssl=on"] }),
        };
    },
};

for (const engine of hasJava ? engines : []) {
    describe(`app/orders with a token for ${databaseKinds[engine].product}`, function () {
        this.timeout(10 * 60_000);

        it("connects by TLS to a server with a certificate that it trusts, and to no other", () =>
            withFolder(async (folder) => {
                const { certificate, key, other } = certificates(folder);
                const kinds = { ...databaseKinds, [engine]: tlsKinds[engine](certificate, key) };
                const database = await startDatabase({ engine, name: "orders", user: "app" }, signal, kinds);
                try {
                    // The certificates are for this name only.
                    const named = { ...database.environment, DATABASE_HOST: "localhost" };
                    const accepted =
                        engine === "postgres"
                            ? /^200$/
                            : /Access denied for user 'app'@'127.0.0.1' \(using password: YES\)/;
                    await assertAnswers(accepted, named, certificate);
                    await assertAnswers(/PKIX path/, named, other);
                    const misnamed = await assertAnswers(/127\.0\.0\.1/, database.environment, certificate);
                    assert.doesNotMatch(misnamed, /Access denied/);
                } finally {
                    await database.close();
                }
            }));
    });
}

/**
 * Starts the app without a password, and waits until a call returns 200, or the app logs an error, as is expected: on a busy machine, the
 * first connection of a new process takes longer than a call waits for it.
 * @returns the answer.
 */
async function assertAnswers(
    expected: RegExp,
    environment: Readonly<Record<string, string>>,
    trusted: string,
): Promise<string> {
    const { DATABASE_PASSWORD: _, ...variables } = environment;
    const failures: string[] = [];
    const app = await startApp(
        {
            name: "orders",
            environment: {
                ...variables,
                ...{ AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" },
                RDS_CERTIFICATES: trusted,
            },
        },
        { projectFolder, log: (line) => failures.push(line), signal },
    );
    try {
        const end = Date.now() + 60_000;
        for (;;) {
            const { status } = await fetch(app.origin);
            const answer = status === 200 ? "200" : (failures.at(-1) ?? "");
            if (expected.test(answer)) return answer;
            assert.ok(Date.now() < end, `got ${answer}, want ${expected}`);
        }
    } finally {
        await app.stop();
    }
}

function certificates(folder: string) {
    const make = (name: string) => {
        const [certificate, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
        const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${name}`];
        const subject = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate];
        execFileSync("openssl", [...args, ...subject], { stdio: "pipe" });
        return { certificate, key };
    };
    const { certificate, key } = make("database");
    return { certificate, key, other: make("other").certificate };
}
