import { Client } from "pg";
import { connectTimeout, type InvocationInput, readMasterUser } from "./invocation";
import { postgresStatements } from "./statements";

/** Creates the user of a database of PostgreSQL. Certificates of RDS are among those that Node.js trusts by NODE_EXTRA_CA_CERTS. */
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
