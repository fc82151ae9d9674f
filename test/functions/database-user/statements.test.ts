import assert from "node:assert/strict";
import { mysqlStatements, postgresStatements } from "../../../functions/database-user/statements";

const user = { database: "booksservice", user: "app" };

describe("the SQL that creates the user of a database", () => {
    it("of MySQL admits logins by IAM and TLS only, and everything in one database", () => {
        assert.deepEqual(mysqlStatements(user), [
            "CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL",
            "ALTER USER 'app'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL",
            "GRANT ALL PRIVILEGES ON `booksservice`.* TO 'app'@'%'",
        ]);
    });

    it("of PostgreSQL admits logins by IAM, and tables in the public schema of one database", () => {
        assert.deepEqual(postgresStatements(user), [
            `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE "app"; END IF; END $$`,
            'ALTER ROLE "app" LOGIN',
            'GRANT rds_iam TO "app"',
            'GRANT ALL PRIVILEGES ON DATABASE "booksservice" TO "app"',
            'GRANT USAGE, CREATE ON SCHEMA public TO "app"',
        ]);
    });

    it("contains no name that could be more than a name", () => {
        for (const name of ["", "a'b", "a`b", 'a"b', "a b", "A", "1a", "a".repeat(64), "a;--"]) {
            for (const statements of [mysqlStatements, postgresStatements]) {
                assert.throws(() => statements({ ...user, user: name }), /want at most 63 lower-case letters/);
                assert.throws(() => statements({ ...user, database: name }), /want at most 63 lower-case letters/);
            }
        }
    });
});
