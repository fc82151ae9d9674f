import { createConnection } from "mysql2/promise";
import { connectTimeout, type InvocationInput, readMasterUser } from "./invocation";
import { mysqlStatements } from "./statements";

/** Creates the user of a MySQL database. Through NODE_EXTRA_CA_CERTS, Node.js trusts the certificates of RDS. */
export async function handler(input: InvocationInput): Promise<{ user: string }> {
    const { host, port, user } = input;
    const connection = await createConnection({
        ...{ host, port, connectTimeout },
        ...(await readMasterUser(input)),
        // Without verifyIdentity the certificate of any other database would do.
        ssl: { rejectUnauthorized: true, verifyIdentity: true },
    });
    try {
        for (const statement of mysqlStatements(input)) await connection.query(statement);
    } finally {
        await connection.end();
    }
    return { user };
}
