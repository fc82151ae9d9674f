/** The part of what API Gateway tells an authorizer of type `request`. */
interface RequestEvent {
    readonly methodArn: string;
    readonly headers: Readonly<Record<string, string>> | null;
}

/** Admits the calls of known tenants, and denies those of others with 403. */
export async function handler({ methodArn, headers }: RequestEvent) {
    const tenants = (process.env.TENANTS ?? "").split(",").filter((each) => each !== "");
    // Names of headers are as the client has written them. Of two spellings, the result would be kept for the value of the other one.
    const named = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() === "x-tenant");
    if (named.length > 1) throw new Error("Unauthorized");
    const [[, tenant = ""] = []] = named;
    const [api, stage] = methodArn.split("/", 2);
    return {
        principalId: tenant,
        policyDocument: {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: tenants.includes(tenant) ? "Allow" : "Deny",
                    Action: "execute-api:Invoke",
                    Resource: `${api}/${stage}/*`,
                },
            ],
        },
        context: { tenant },
    };
}
