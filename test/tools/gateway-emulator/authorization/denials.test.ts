import assert from "node:assert/strict";
import { readPolicy } from "../../../../tools/gateway-emulator/authorization/policy";
import type { Served } from "../../../../tools/gateway-emulator/served";
import { grades, table } from "../readme-table";
import { header, wire } from "../sample-api";
import {
    account,
    allowAll,
    authorizedBench,
    type Decide,
    executionArn,
    policyOf,
    tokenFunction,
    tokensAt,
} from "./authorized-api";
import { signed, type Unsigned } from "./signed";

const start = Date.UTC(2026, 0, 1);
const bearer = { Authorization: "Bearer one" };

const byFunction = (decide: Decide, headers: Readonly<Record<string, string>> = bearer) =>
    authorizedBench(decide).send("GET", "/Test/token", headers);

async function byPool(
    path: string,
    request: Parameters<typeof tokensAt>[1] = {},
    { use = "id_token", resourcePolicy }: { use?: "id_token" | "access_token"; resourcePolicy?: unknown } = {},
): Promise<Served> {
    const tokens = await tokensAt(start, request);
    const changes = resourcePolicy === undefined ? {} : { resourcePolicy };
    const { send } = authorizedBench(allowAll, changes, { poolKeys: tokens.poolKeys });
    return send("GET", path, { Authorization: tokens[use] });
}

async function bySignature(
    call: Partial<Unsigned> = {},
    { headers = {}, now = start, policy = allowed, isKnown = true }: SignedOptions = {},
): Promise<Served> {
    const made = authorizedBench(allowAll);
    made.now = now;
    const store = isKnown ? made.credentials : authorizedBench(allowAll).credentials;
    const user = store.issueUser(account, "local", readPolicy(policy));
    return made.send("GET", "/Test/iam", {
        ...(await signed(user, { path: "/Test/iam", at: start, ...call })),
        ...headers,
    });
}
interface SignedOptions {
    readonly headers?: Readonly<Record<string, string>>;
    readonly now?: number;
    readonly policy?: unknown;
    readonly isKnown?: boolean;
}

const allowed = { Statement: { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" } };
const policyWith = (Effect: string, Resource = "execute-api:/*") => ({
    Statement: { Effect, Principal: "*", Action: "execute-api:Invoke", Resource },
});

const denials: Readonly<Record<string, () => Promise<Served>>> = {
    "token: none": () => byFunction(allowAll, {}),
    "token: does not match the validation expression": () => byFunction(allowAll, { Authorization: "Basic one" }),
    'token: the function\'s error is "Unauthorized"': () =>
        byFunction(() => {
            throw new Error("Unauthorized");
        }),
    "token: the function fails otherwise": () =>
        byFunction(() => {
            throw new Error("Unauthorized: expired");
        }),
    "token: the result has no policy": () => byFunction(() => ({ principalId: "ada" })),
    "token: the result's context has an object": () =>
        byFunction(() => policyOf("Allow", "*", { context: { user: { name: "ada" } } })),
    "token: the function does not permit the API": () => {
        const nodeFunctions = { "shop-token": { ...tokenFunction, permits: { "": [`${executionArn}/Test/*`] } } };
        return authorizedBench(allowAll, { nodeFunctions }).send("GET", "/Test/token", bearer);
    },
    "token: the policy denies the method": () => byFunction(({ methodArn }) => policyOf("Deny", String(methodArn))),
    "token: the policy does not name the method": () =>
        byFunction(() => policyOf("Allow", `${executionArn}/Test/GET/other`)),
    "request: an identity source is missing": () =>
        authorizedBench(allowAll).send("GET", "/Test/request?t=1", { "X-Other": "acme" }),
    "user pool: no token": async () => {
        const { poolKeys } = await tokensAt(start);
        return authorizedBench(allowAll, {}, { poolKeys }).send("GET", "/Test/pool", {});
    },
    "user pool: a token of another pool": () => byPool("/Test/pool", { poolId: "eu-central-1_Other" }),
    "user pool: an expired token": () => byPool("/Test/pool", { expiresInSeconds: -1 }),
    "user pool: an access token where no scope is required": () => byPool("/Test/pool", {}, { use: "access_token" }),
    "user pool: an access token without the scope": () =>
        byPool("/Test/scoped", { scopes: ["openid"] }, { use: "access_token" }),
    "user pool: the resource policy is silent": () =>
        byPool("/Test/pool", {}, { resourcePolicy: policyWith("Allow", "execute-api:/live/*") }),
    "signature: none": () => authorizedBench(allowAll).send("GET", "/Test/iam", {}),
    "signature: a bearer token in its place": () =>
        authorizedBench(allowAll).send("GET", "/Test/iam", { Authorization: "Bearer token" }),
    "signature: incomplete": () =>
        authorizedBench(allowAll).send("GET", "/Test/iam", {
            Authorization: "AWS4-HMAC-SHA256 Credential=AKIA/1/2/3/4",
        }),
    "signature: wrong": () => bySignature({ path: "/Test/iam/7" }),
    "signature: older than five minutes": () => bySignature({}, { now: start + 301_000 }),
    "signature: over five minutes ahead": () => bySignature({ at: start + 301_000 }),
    "signature: another service": () => bySignature({ service: "s3" }),
    "signature: another region": () => bySignature({ region: "eu-west-1" }),
    "signature: unknown access key": () => bySignature({}, { isKnown: false }),
    "signature: expired session token": async () => {
        const made = authorizedBench(allowAll);
        const session = made.credentials.issueSession(account, "reader", start);
        return made.send("GET", "/Test/iam", await signed(session, { path: "/Test/iam", at: start }));
    },
    "signature: the caller's policy is silent": () => bySignature({}, { policy: { Statement: [] } }),
    "resource policy: denies": () =>
        authorizedBench(allowAll, { resourcePolicy: policyWith("Deny") }).send("GET", "/Test/open", {}),
    "resource policy: is silent": () =>
        authorizedBench(allowAll, { resourcePolicy: policyWith("Allow", "execute-api:/live/*") }).send(
            "GET",
            "/Test/open",
            {},
        ),
};

describe("the table of callers", () => {
    const rows = table("Callers");

    it("has a test for each row, and a row for each test", () => {
        assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(denials).sort());
    });

    for (const [name = "", response = "", errorType = "", grade = ""] of rows) {
        it(`${name}: ${errorType} (${grade})`, async () => {
            const served = await denials[name]?.();
            assert.ok(served);
            const found = wire(served).replace(/User: arn:\S+/, "User: ARN");
            const expected = response.slice(1, -1);
            // The message about a wrong signature goes on with what was to be signed.
            assert.equal(name === "signature: wrong" ? found.slice(0, expected.length) : found, expected);
            assert.equal(`\`${header(served, "x-amzn-ErrorType")}\``, errorType);
            assert.match(grade, grades);
        });
    }
});
