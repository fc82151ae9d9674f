/** The part of what API Gateway tells an authorizer of type `request`. */
interface RequestEvent {
    readonly methodArn: string;
    readonly headers: Readonly<Record<string, string>> | null;
}

const tenants = new Set((process.env.TENANTS ?? "").split(",").filter((tenant) => tenant !== ""));

/** Admits the calls of known tenants, and denies those of others with 403. */
export async function handler({ methodArn, headers }: RequestEvent) {
    // Names of headers are as the client has written them.
    const [, tenant = ""] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "x-tenant") ?? [];
    const [api, stage] = methodArn.split("/", 2);
    return {
        principalId: tenant,
        policyDocument: {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: tenants.has(tenant) ? "Allow" : "Deny",
                    Action: "execute-api:Invoke",
                    Resource: `${api}/${stage}/*`,
                },
            ],
        },
        context: { tenant },
    };
}
