import { boolean, integer, list, object, oneOf, record, string } from "../form";

const appClient = object({
    grant: oneOf(["signIn", "authorizationCode", "clientCredentials"])
        .default("signIn")
        .describe(
            "How the application gets tokens: its users sign in by an AWS SDK, or on Cognito's page, or it has a secret and no users. Tokens with scopes of an API need one of the last two.",
        ),
    callbackUrls: list(
        "a list of URLs",
        string(
            "a URL such as https://example.com/signed-in",
            /^(https:\/\/\S+|http:\/\/localhost\S*|[a-z][a-z0-9+.-]*:\/\/\S+)$/,
        ),
    )
        .min(1, { error: "at least one URL" })
        .optional()
        .describe("Where Cognito's page sends users back to; needed with `authorizationCode`."),
    scopes: list("a list of scopes", string("a scope such as accounts/read", /^[\x21\x23-\x5B\x5D-\x7E]+$/))
        .min(1, { error: "at least one scope" })
        .optional()
        .describe("Scopes that its tokens may have. Default: all that the documents demand of the pool."),
});

/** The settings of the stack's own user pool: `gatehouse:userPool`. */
export const userPool = object({
    // docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
    domainPrefix: string(
        "a–z, 0–9 and - inside, at most 63 long, without the words aws, amazon and cognito",
        /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    )
        .optional()
        .describe(
            "First part of the host name at which Cognito issues tokens by OAuth 2.0, unique in the region: `<prefix>.auth.<region>.amazoncognito.com`. Needed by each grant but `signIn`.",
        ),
    mfa: oneOf(["off", "optional", "required"])
        .default("optional")
        .describe("Second factor of users, by an authenticator app."),
    // docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html: 6 to 99.
    passwordLength: integer("an integer from 8 to 99", 8, 99)
        .default(12)
        .describe("Minimum length of a password, which has a letter of each case, a digit and a symbol too."),
    selfSignUp: boolean().default(false).describe("Whether anyone may create a user; otherwise administrators do."),
    // docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html: 5 minutes to 1 day.
    tokenMinutes: integer("an integer from 5 to 1440", 5, 1_440)
        .default(60)
        .describe("Minutes for which a token is valid; the gateway accepts it until then."),
    appClients: record("an application", "letters, digits, - and _", /^[A-Za-z0-9_-]{1,100}$/, appClient)
        .default({ users: { grant: "signIn" } })
        .describe("Applications that get tokens from the pool, by name."),
});
