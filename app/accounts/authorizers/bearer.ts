import { createHash } from "node:crypto";

/** What API Gateway tells an authorizer of type `token`. */
interface TokenEvent {
    readonly authorizationToken: string;
    readonly methodArn: string;
}

/** Principals by the SHA-256 of their token: who can read the configuration of the function learns no token. */
const principals: Readonly<Record<string, string>> = JSON.parse(process.env.TOKEN_HASHES ?? "{}");

/** Checks the token of a call; API Gateway keeps the result for the token, whatever operation is called next. */
export async function handler({ authorizationToken, methodArn }: TokenEvent) {
    const token = authorizationToken.replace(/^Bearer /i, "");
    const hash = createHash("sha256").update(token).digest("hex");
    const principalId = Object.hasOwn(principals, hash) ? principals[hash] : undefined;
    // API Gateway makes 401 of exactly this message, and 500 of any other.
    if (principalId === undefined) throw new Error("Unauthorized");
    const [api, stage] = methodArn.split("/", 2);
    return {
        principalId,
        policyDocument: {
            Version: "2012-10-17",
            // All operations of the stage: the policy of one would deny the next call with this token.
            Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: `${api}/${stage}/*` }],
        },
        context: { tokenHash: hash.slice(0, 8) },
    };
}
