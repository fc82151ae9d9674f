import { Client } from "pg";
import { connectTimeout, type InvocationInput, readMasterUser } from "./invocation";
import { postgresStatements } from "./statements";

/** Creates the user of a PostgreSQL database. Through NODE_EXTRA_CA_CERTS, Node.js trusts the certificates of RDS. */
export async function handler(input: InvocationInput): Promise<{ user: string }> {
    const { host, port, database, user } = input;
    const client = new Client({
        ...{ host, port, database, connectionTimeoutMillis: connectTimeout },
        ...(await readMasterUser(input)),
        // The certificate must be that of the host.
        ssl: { rejectUnauthorized: true },
    });
    await client.connect();
    try {
        for (const statement of postgresStatements(input)) await client.query(statement);
    } finally {
        await client.end();
    }
    return { user };
}
