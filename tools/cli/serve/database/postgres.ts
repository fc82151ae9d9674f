import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseKind, ServerArgs } from "./database-kind";

const data = ({ folder }: ServerArgs) => join(folder, "data");
const debianFolder = "/usr/lib/postgresql";

/** PostgreSQL. */
export const postgres: DatabaseKind = {
    product: "PostgreSQL",
    installation: "apt-get install postgresql, or brew install postgresql",
    programs: ["postgres", "initdb"],
    folders: () => [...debianVersions(), "/opt/homebrew/bin"],
    runsAsRoot: false,
    files: ({ name, user }) => ({
        before: {},
        // No other user can log in, not even the superuser.
        after: { "data/pg_hba.conf": `host ${name} ${user} 127.0.0.1/32 scram-sha-256\n` },
    }),
    setUp: (args) => [
        {
            program: "initdb",
            args: [
                ...[`--pgdata=${data(args)}`, "--username=gatehouse", "--auth=reject"],
                ...["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
            ],
        },
        {
            program: "postgres",
            // Its log must not repeat a statement with a password.
            args: ["--single", "-D", data(args), "-c", "log_min_error_statement=panic", "postgres"],
            // One statement on each line.
            input: [
                `CREATE ROLE ${args.user} LOGIN PASSWORD '${args.password}'`,
                `CREATE DATABASE ${args.name} OWNER ${args.user}`,
                "",
            ].join("\n"),
        },
    ],
    start: (args) => ({
        program: "postgres",
        args: [
            ...["-D", data(args)],
            // The data need not survive a crash of the machine.
            ...["listen_addresses=127.0.0.1", `port=${args.port}`, "unix_socket_directories=", "fsync=off"].flatMap(
                (setting) => ["-c", setting],
            ),
        ],
    }),
    readyLine: /database system is ready to accept connections/,
    // SIGTERM would wait until every client has left.
    stopSignal: "SIGINT",
};

// Debian keeps the versions apart, and off the PATH. The newest is first.
function debianVersions(): string[] {
    try {
        const versions = readdirSync(debianFolder).filter((name) => /^\d+$/.test(name));
        return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debianFolder, version, "bin"));
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
        throw error;
    }
}
