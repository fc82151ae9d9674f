import { type ConnectionEvent, offeredSubprotocols, selectedSubprotocol } from "./events";

/** The event of a REQUEST authorizer of `$connect`: the request, and the ARN that it may allow. */
interface AuthorizerEvent extends Pick<ConnectionEvent, "headers"> {
    readonly methodArn: string;
}

/**
 * The result of an authorizer of a WebSocket API: a policy, as of one of a REST API, and the API key that API Gateway then checks
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html, api-gateway-lambda-authorizer-output.html).
 */
interface AuthorizerResult {
    readonly principalId: string;
    readonly policyDocument: object;
    readonly usageIdentifierKey: string;
}

const prefix = "key.";
// API Gateway's keys are of 20 to 128 characters (API reference of CreateApiKey).
const keyForm = /^[\w+/=-]{20,128}$/;

/**
 * Reads the API key of a client that cannot set a header, a browser, from the subprotocols that it offers: `gatehouse`, and `key.` followed
 * by the key in base64url. Whether the key is one of a usage plan is API Gateway's to check, with 403 for a wrong one.
 * @throws {Error} "Unauthorized", which API Gateway turns into 401, without a key in that form.
 */
export async function handler({ headers, methodArn }: AuthorizerEvent): Promise<AuthorizerResult> {
    const offered = offeredSubprotocols(headers);
    const encoded = offered.find((subprotocol) => subprotocol.startsWith(prefix))?.slice(prefix.length) ?? "";
    const key = Buffer.from(encoded, "base64url").toString("utf8");
    if (!offered.includes(selectedSubprotocol) || !keyForm.test(key)) throw new Error("Unauthorized");
    return {
        // Not the key: logs may contain it.
        principalId: "api-key",
        policyDocument: {
            Version: "2012-10-17",
            Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: methodArn }],
        },
        usageIdentifierKey: key,
    };
}
