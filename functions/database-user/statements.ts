/** A user of a database who logs in with a token of IAM. */
export interface DatabaseUser {
    /** Name of the database, in which the user may do everything. */
    readonly database: string;
    readonly user: string;
}

/**
 * SQL that creates the user of a database of MySQL, or corrects one that exists. The plugin is part of RDS
 * (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html).
 * @throws {Error} for a name that would have to be quoted.
 */
export function mysqlStatements({ database, user }: DatabaseUser): string[] {
    const account = `'${plain(user)}'@'%'`;
    const login = "IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL";
    return [
        `CREATE USER IF NOT EXISTS ${account} ${login}`,
        `ALTER USER ${account} ${login}`,
        `GRANT ALL PRIVILEGES ON \`${plain(database)}\`.* TO ${account}`,
    ];
}

/**
 * SQL that creates the user of a database of PostgreSQL, or corrects one that exists. Since version 15 only its owner
 * creates tables in the schema `public` by default (postgresql.org/docs/15/ddl-schemas.html).
 * @throws {Error} for a name that would have to be quoted.
 */
export function postgresStatements({ database, user }: DatabaseUser): string[] {
    const role = plain(user);
    return [
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE "${role}"; END IF; END $$`,
        `ALTER ROLE "${role}" LOGIN`,
        `GRANT rds_iam TO "${role}"`,
        `GRANT ALL PRIVILEGES ON DATABASE "${plain(database)}" TO "${role}"`,
        `GRANT USAGE, CREATE ON SCHEMA public TO "${role}"`,
    ];
}

function plain(name: string): string {
    if (/^[a-z][a-z0-9]{0,62}$/.test(name)) return name;
    throw new Error(
        `got the name ${JSON.stringify(name)}, want at most 63 lower-case letters and digits, the first a letter`,
    );
}
