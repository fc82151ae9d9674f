import { join } from "node:path";
import type { DatabaseKind, ServerArgs } from "./database-kind";

const data = ({ folder }: ServerArgs) => join(folder, "data");
// As it starts, a server removes every temporary table in this folder, also those of other servers, which then fail.
const temporary = ({ folder }: ServerArgs) => `--tmpdir=${folder}`;
const initFile = "user.sql";

/** MariaDB, which speaks MySQL's protocol and which Debian has, unlike MySQL. */
export const mariadb: DatabaseKind = {
    product: "MariaDB",
    installation: "apt-get install mariadb-server, or brew install mariadb",
    programs: ["mariadbd", "mariadb-install-db", "my_print_defaults"],
    folders: () => ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"],
    runsAsRoot: true,
    files: ({ name, user, password }) => ({
        before: {
            // The server runs it before it takes connections.
            [initFile]: [
                `CREATE DATABASE ${name} CHARACTER SET utf8mb4;`,
                `CREATE USER ${user}@'%' IDENTIFIED BY '${password}';`,
                `GRANT ALL ON ${name}.* TO ${user}@'%';`,
                "",
            ].join("\n"),
        },
        after: {},
    }),
    setUp: (args) => [
        {
            program: "mariadb-install-db",
            // Its root can log in through the socket in the folder only.
            args: [
                ...["--no-defaults", `--datadir=${data(args)}`, temporary(args)],
                ...["--skip-test-db", "--skip-name-resolve"],
                "--auth-root-authentication-method=socket",
                ...asRoot(),
            ],
        },
    ],
    start: (args) => ({
        program: "mariadbd",
        args: [
            ...["--no-defaults", `--datadir=${data(args)}`, temporary(args), `--socket=${join(args.folder, "socket")}`],
            ...["--bind-address=127.0.0.1", `--port=${args.port}`, "--skip-name-resolve"],
            `--init-file=${join(args.folder, initFile)}`,
            // The data need not survive a crash of the machine.
            ...["--skip-log-bin", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M"],
            ...asRoot(),
        ],
    }),
    readyLine: /ready for connections/,
    stopSignal: "SIGTERM",
};

// It runs as root only if it is told to.
function asRoot(): string[] {
    return process.getuid?.() === 0 ? ["--user=root"] : [];
}
