import { environment } from "../environment";
import { checkedString, integer, list, object, oneOf, string } from "../form";

/** How the gateway can check a security scheme (developer guide, "Control and manage access to REST APIs"). */
const types = ["token", "request", "cognito", "iam", "jwt"] as const;

/** The ARN of a Lambda function, with a version or an alias or without. */
export const functionArn =
    /^arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):(?<account>\d{12}):function:[A-Za-z0-9_-]{1,64}(:(?<qualifier>\$LATEST|[A-Za-z0-9_-]+))?$/;

const functionForm = "a file in the project such as authorizers/token.ts, or the ARN of a function";
const sourceFile = /^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+\.([cm]?[jt]s)$/;
const poolForm =
    "own or the ARN of a user pool such as arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEf123";
const poolArn = /^(own|arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d{12}:userpool\/\2_[A-Za-z0-9]+)$/;

// The developer guide's parameters of an identity source: header, query string, context and stage variable; the last two are written
// otherwise in the body.
const sourceForm = "header.<name>, querystring.<name>, context.<name> or stageVariable.<name>";
const identitySource =
    /^((header|querystring)\.[A-Za-z0-9:._$-]+|context(\.[A-Za-z0-9_]+)+|stageVariable\.[A-Za-z0-9_]+)$/;

/** The settings of an authorizer: an entry of `gatehouse:authorizers`. */
export const authorizer = object({
    type: oneOf(types).describe(
        "What checks the scheme: a Lambda function that gets one header (`token`) or the whole request but its body (`request`), Cognito user pools, IAM with signatures of version 4, or any issuer of JSON Web Tokens (`jwt`). An HTTP API has `jwt`, and `cognito` with the stack's own pool; a REST API has all others.",
    ),
    function: checkedString(functionForm, (value) =>
        functionArn.test(value) || (!value.startsWith("arn:") && sourceFile.test(value)) ? undefined : functionForm,
    )
        .optional()
        .describe(
            "Function of `token` and `request`: a file in TypeScript or JavaScript that exports `handler`, from which the stack creates one, or the ARN of an existing one in the stack's region.",
        ),
    environment: environment
        .optional()
        .describe("Environment variables of a function that the stack creates. They are not secret. Default: none."),
    identityHeader: checkedString("the name of a header other than X-Api-Key", (name) =>
        /^[A-Za-z0-9-]+$/.test(name) && name.toLowerCase() !== "x-api-key"
            ? undefined
            : "the name of a header other than X-Api-Key",
    )
        .optional()
        .describe("Header with the token, of `token` and `cognito`. Default: Authorization."),
    identityPattern: checkedString("a regular expression", (value) =>
        isPattern(value) ? undefined : "a regular expression",
    )
        .optional()
        .describe(
            "Regular expression that a token has to match before the function of `token` is called. Default: any token.",
        ),
    identitySources: list(`a list of ${sourceForm}`, string(sourceForm, identitySource))
        .optional()
        .describe(
            "Parts of a request without which the function of `request` is not called, and for which its result is kept. Default: none.",
        ),
    ttlSeconds: integer("an integer from 0 to 3600", 0, 3600)
        .optional()
        .describe(
            "Seconds for which the result of a function is kept for the same token or identity sources; 0 to call it for each request. Default: 300.",
        ),
    userPools: list(`a list of ${poolForm}`, string(poolForm, poolArn))
        .min(1, { error: "at least one user pool" })
        // developer guide, "Amazon API Gateway quotas": 1,000 user pools for each authorizer.
        .max(1_000, { error: "at most 1000 user pools" })
        .optional()
        .describe("User pools of `cognito`: `own` for one that the stack creates, or ARNs of existing ones."),
    // docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    issuer: string("an https URL", /^https:\/\/[^\s?#]+$/)
        .optional()
        .describe(
            "Issuer of the tokens of `jwt`, below whose URL are its keys: the very text of their `iss`, with a slash at its end if that has one.",
        ),
    audiences: list("a list of strings", string("a string", /./))
        .min(1, { error: "at least one audience" })
        .max(50, { error: "at most 50 audiences" })
        .optional()
        .describe("For whom the tokens of `jwt` are: values of `aud`, or of `client_id`, of which each has one."),
});

function isPattern(value: string): boolean {
    try {
        return value !== "" && new RegExp(value) !== undefined;
    } catch {
        return false;
    }
}
