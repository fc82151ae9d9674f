import assert from "node:assert/strict";
import { authorizerNameProblems, authorizersOf } from "../../../stacks/settings/authorizers/authorizers";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { changed, problemsOf, validSettings } from "./example";

const arn = "arn:aws:lambda:eu-central-1:123456789012:function:check:live";
const token = { type: "token", function: "authorizers/token.ts" };
const pool = "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEf123";
const own = { type: "cognito", userPools: ["own"] };
const at = (key: string) => `gatehouse:authorizers.bearer${key === "" ? "" : `.${key}`}: got `;

const problemOf = (authorizer: object, region?: string) => {
    const problems = problemsOf(changed("authorizers", { bearer: authorizer }), region);
    assert.equal(problems.length, 1, problems.join("\n") || "no problem");
    return problems[0] ?? "";
};

describe("the settings of authorizers", () => {
    it("are what the REST API's body needs", () => {
        const { authorizers } = parseSettings({
            ...validSettings,
            authorizers: {
                bearer: { ...token, identityPattern: "^Bearer .+" },
                signed: {
                    type: "request",
                    function: arn,
                    identitySources: [
                        "header.X-Tenant",
                        "querystring.t",
                        "context.identity.sourceIp",
                        "stageVariable.picturesLink",
                    ],
                    ttlSeconds: 0,
                },
                users: { type: "cognito", userPools: ["own", pool], identityHeader: "X-Token" },
                aws: { type: "iam" },
            },
        });
        assert.deepEqual(authorizersOf("shop-dev", { authorizers }), {
            bearer: {
                type: "token",
                function: "shop-dev_auth__bearer",
                ttlSeconds: 300,
                identityHeader: "Authorization",
                identityPattern: "^Bearer .+",
            },
            signed: {
                type: "request",
                function: arn,
                ttlSeconds: 0,
                identitySources: [
                    "method.request.header.X-Tenant",
                    "method.request.querystring.t",
                    "context.identity.sourceIp",
                    "stageVariables.picturesLink",
                ],
            },
            users: { type: "cognito", identityHeader: "X-Token", userPools: ["own", pool] },
            aws: { type: "iam" },
        });
    });

    const rejected: readonly [authorizer: object, key: string, problem: string][] = [
        [{ type: "saml" }, "type", '"saml", want one of token, request, cognito, iam, jwt'],
        [{ type: "jwt", audiences: ["web"] }, "issuer", "nothing, want an https URL"],
        [{ type: "jwt", issuer: "https://id.example.com" }, "audiences", "nothing, want a list of strings"],
        [{ ...token, issuer: "https://id.example.com" }, "issuer", '"https://id.example.com", want no such key beside'],
        [{ type: "token" }, "function", "nothing, want a file in the project or the ARN of a function"],
        [{ type: "cognito" }, "userPools", "nothing, want a list with own or ARNs of user pools"],
        [{ ...token, function: "../token.ts" }, "function", '"../token.ts", want a file in the project'],
        [{ ...token, function: "token.py" }, "function", '"token.py", want a file in the project'],
        [{ ...token, function: "arn:aws:lambda:x" }, "function", '"arn:aws:lambda:x", want a file in the project'],
        [{ ...token, ttlSeconds: 3601 }, "ttlSeconds", "3601, want an integer from 0 to 3600"],
        [{ ...token, ttlSeconds: -1 }, "ttlSeconds", "-1, want an integer from 0 to 3600"],
        [
            { ...token, identityHeader: "X-Api-Key" },
            "identityHeader",
            '"X-Api-Key", want the name of a header other than',
        ],
        [{ ...token, identityPattern: "(" }, "identityPattern", '"(", want a regular expression'],
        [{ ...token, userPools: ["own"] }, "userPools", "a list, want no such key beside type token: cognito has it"],
        [{ ...token, identitySources: ["header.a"] }, "identitySources", "a list, want no such key beside type token"],
        [
            { ...own, ttlSeconds: 60 },
            "ttlSeconds",
            "60, want no such key beside type cognito: token and request have it",
        ],
        [{ type: "iam", identityHeader: "A" }, "identityHeader", '"A", want no such key beside type iam'],
        [{ type: "request", function: arn }, "ttlSeconds", "nothing, want 0 without identitySources"],
        [
            { type: "request", function: arn, identitySources: ["body.a"] },
            "identitySources.0",
            '"body.a", want header.<name>, querystring.<name>',
        ],
        [
            { type: "request", function: arn, identitySources: ["stageVariable.typo"] },
            "identitySources.0",
            '"stageVariable.typo", want a variable that stages have: picturesLink, picturesBackend, as',
        ],
        [
            { type: "request", function: arn, identitySources: ["stageVariable.picturesAlias"] },
            "identitySources.0",
            '"stageVariable.picturesAlias", want a variable that stages have',
        ],
        [{ type: "cognito", userPools: [] }, "userPools", "an empty list, want at least one user pool"],
        [{ type: "cognito", userPools: ["mine"] }, "userPools.0", '"mine", want own or the ARN of a user pool'],
        [
            { type: "cognito", userPools: [pool.replace("userpool/eu-central-1", "userpool/us-east-1")] },
            "userPools.0",
            '"arn:aws:cognito-idp',
        ],
        [
            { ...token, function: arn, environment: { A: "b" } },
            "environment",
            "a map, want no such key beside an existing",
        ],
    ];
    for (const [authorizer, key, problem] of rejected)
        it(`reject ${JSON.stringify(authorizer)}`, () => {
            const message = problemOf(authorizer);
            assert.ok(message.startsWith(at(key) + problem), message);
        });

    it("reject an existing function in another region", () => {
        const message = problemOf({ ...token, function: arn }, "eu-west-1");
        assert.ok(message.endsWith("want a function in the stack's region eu-west-1"), message);
        assert.deepEqual(
            problemsOf(changed("authorizers", { bearer: { ...token, function: arn } }), "eu-central-1"),
            [],
        );
    });

    it("reject a scheme whose function would have too long a name", () => {
        const authorizers = { ["b".repeat(30)]: { ...token, type: "token" as const } };
        assert.deepEqual(authorizerNameProblems("gatehouse-dev", { authorizers }), []);
        const [problem] = authorizerNameProblems("g".repeat(40), { authorizers });
        assert.match(
            String(problem),
            /want at most 17 characters, as the function "g{40}_auth__b{30}" has at most 64$/,
        );
    });
});

describe("the settings of the user pool", () => {
    const userPool = (settings: object) => ({ ...changed("authorizers", { users: own }), userPool: settings });
    const rejected: readonly [settings: object, problem: string][] = [
        [
            { appClients: { web: { grant: "authorizationCode" } } },
            "appClients.web.callbackUrls: got nothing, want a list of URLs, as the grant is authorizationCode",
        ],
        [
            { appClients: { web: { callbackUrls: ["https://shop.dev/"] } } },
            "appClients.web.callbackUrls: got a list, want no such key beside the grant signIn",
        ],
        [
            { appClients: { web: { scopes: ["pictures/read"] } } },
            "appClients.web.scopes: got a list, want no such key beside the grant signIn",
        ],
        [
            { appClients: { batch: { grant: "clientCredentials" } } },
            'domainPrefix: got nothing, want a prefix, as the application "batch" gets tokens by OAuth 2.0',
        ],
        [{ domainPrefix: "my-aws-shop" }, 'domainPrefix: got "my-aws-shop", want a–z, 0–9 and - inside'],
        [{ passwordLength: 6 }, "passwordLength: got 6, want an integer from 8 to 99"],
        [{ mfa: "sms" }, 'mfa: got "sms", want one of off, optional, required'],
        [{ tokenMinutes: 1 }, "tokenMinutes: got 1, want an integer from 5 to 1440"],
    ];
    for (const [settings, problem] of rejected)
        it(`reject ${JSON.stringify(settings)}`, () => {
            const problems = problemsOf(userPool(settings));
            const isFound = problems.some((each) => each.startsWith(`gatehouse:userPool.${problem}`));
            assert.ok(isFound, problems.join("\n"));
        });

    it("reject a user pool that no authorizer uses", () => {
        const problems = problemsOf({ ...validSettings, userPool: {} });
        assert.match(String(problems), /^gatehouse:userPool: got a user pool, want an authorizer of type cognito/);
        assert.deepEqual(problemsOf(userPool({})), []);
    });

    it("of an authorizer that is not valid are no problem of the user pool", () => {
        const broken = { ...userPool({}), authorizers: { users: { ...own, type: "oauth" } } };
        assert.match(
            problemsOf(broken).join("\n"),
            /^gatehouse:authorizers\.users\.type: got "oauth", want one of[^\n]*$/,
        );
        const none = { ...userPool({}), authorizers: { users: { type: "cognito" } } };
        assert.match(problemsOf(none).join("\n"), /^gatehouse:authorizers\.users\.userPools: got nothing, want[^\n]*$/);
        const bearer = { bearer: { ...token, ttlSeconds: -1 } };
        const signed = changed("gateway.resourcePolicy", { allow: { accounts: ["210987654321"] } });
        assert.equal(problemsOf({ ...signed, authorizers: bearer }).length, 1);
    });

    it("do not replace the API key's scheme", () => {
        const want = "the name of another scheme, as this one is the gateway's API key";
        assert.deepEqual(problemsOf(changed("authorizers", { api_key: { type: "iam" } })), [
            `gatehouse:authorizers.api_key: got "api_key", want ${want}`,
        ]);
    });

    it("name variables of the context that exist", () => {
        const source = (name: string) => ({ type: "request", function: arn, identitySources: [name] });
        assert.match(
            problemOf(source("context.identity.sourceIP")),
            /identitySources\.0: got "context\.identity\.sourceIP"/,
        );
        assert.deepEqual(problemsOf(changed("authorizers", { bearer: source("context.identity.sourceIp") })), []);
    });
});

describe("the settings of the resource policy", () => {
    const policy = (resourcePolicy: object, authorizers?: object) =>
        problemsOf({ ...changed("gateway.resourcePolicy", resourcePolicy), ...(authorizers && { authorizers }) });

    it("take blocks of both versions, endpoints, and accounts of signed calls", () => {
        const allow = { cidrBlocks: ["10.0.0.0/8", "2001:db8::/32"] };
        assert.deepEqual(policy({ allow, deny: { cidrBlocks: ["0.0.0.0/0"] } }), []);
        const endpoint = { type: "private" };
        const resourcePolicy = { allow: { vpcEndpoints: ["vpce-0123456789abcdef0"] } };
        assert.deepEqual(problemsOf(changed("gateway", { endpoint, resourcePolicy })), []);
        assert.deepEqual(policy({}), []);
        assert.deepEqual(policy({ allow: { accounts: ["210987654321"] } }, { aws: { type: "iam" } }), []);
    });

    const rejected: readonly [settings: object, problem: RegExp][] = [
        [
            { allow: { cidrBlocks: ["10.0.0.0"] } },
            /allow\.cidrBlocks\.0: got "10\.0\.0\.0", want a block of IP addresses/,
        ],
        [{ allow: { cidrBlocks: ["10.0.0.0/33"] } }, /allow\.cidrBlocks\.0: got "10\.0\.0\.0\/33"/],
        [{ deny: { cidrBlocks: ["::1/129"] } }, /deny\.cidrBlocks\.0: got "::1\/129"/],
        [{ allow: { cidrBlocks: [] } }, /allow\.cidrBlocks: got an empty list, want at least one block/],
        [{ allow: { vpcEndpoints: ["vpc-1"] } }, /allow\.vpcEndpoints\.0: got "vpc-1", want the id of a VPC endpoint/],
        [
            { allow: { vpcEndpoints: ["vpce-0123456789abcdef0"] } },
            /allow\.vpcEndpoints: got .*, want no such key without `endpoint: \{ type: private \}`/,
        ],
        [{ allow: { accounts: ["1"] } }, /allow\.accounts\.0: got "1", want twelve digits/],
        [
            { deny: { accounts: ["210987654321"] } },
            /deny\.accounts: got .*, want no such key without an authorizer of type iam/,
        ],
        [
            { deny: { cidrBlocks: Array.from({ length: 600 }, (_, index) => `10.${index % 256}.0.0/16`) } },
            /gateway\.resourcePolicy: got a policy of \d+ characters, want at most 8192/,
        ],
    ];
    for (const [settings, problem] of rejected)
        it(`reject ${JSON.stringify(settings).slice(0, 80)}`, () => assert.match(String(policy(settings)), problem));
});
