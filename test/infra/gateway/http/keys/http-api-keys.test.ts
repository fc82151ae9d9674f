import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { HttpApiKeys, type HttpApiKeysArgs } from "../../../../../infra/gateway/http/keys/http-api-keys";
import type { HttpPlan } from "../../../../../infra/gateway/http/keys/key-item";
import { inputsOf, listed, type Registered, record, valueUnderMocks } from "../../../recorder";

const args: HttpApiKeysArgs = {
    functionName: "shop-dev-keys",
    code: new pulumi.asset.AssetArchive({}),
    plans: {
        standard: { requestsPerSecond: 10, burst: 20, quota: { requests: 1000, per: "day" } },
        readers: { requestsPerSecond: 0.5, burst: 1, apis: ["books"] },
    },
    clients: { web: "standard", mobile: "readers" },
    apiPaths: { books: "/api/books", authors: "/api/authors" },
    logRetentionDays: 30,
    deletionProtection: true,
};
const create = (changes: Partial<HttpApiKeysArgs> = {}) => new HttpApiKeys("shop-http", { ...args, ...changes });
const build = (changes: Partial<HttpApiKeysArgs> = {}) => record(() => void create(changes));

const types = {
    item: "aws:dynamodb/tableItem:TableItem",
    table: "aws:dynamodb/table:Table",
    password: "random:index/randomPassword:RandomPassword",
    policy: "aws:iam/rolePolicy:RolePolicy",
    function: "aws:lambda/function:Function",
} as const;

/** The value of a password under mocks. */
const key = "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7f";
const keyHash = createHash("sha256").update(key).digest("hex");
// The marks of a secret in what a program sends to the engine (@pulumi/pulumi, runtime/rpc.js).
const { specialSigKey, specialSecretSig } = pulumi.runtime;

function itemOf(registered: readonly Registered[], client: string): unknown {
    const item = inputsOf(registered, types.item, client).item as Record<string, string>;
    assert.equal(item[specialSigKey], specialSecretSig);
    return JSON.parse(item.value ?? "");
}

describe("HttpApiKeys", () => {
    it("registers two tables, a function, and a password and an item for each client", async () => {
        assert.deepEqual(listed(await build()).sort(), [
            "aws:cloudwatch/logGroup:LogGroup shop-http-keys",
            "aws:dynamodb/table:Table shop-http-keys",
            "aws:dynamodb/table:Table shop-http-usage",
            "aws:dynamodb/tableItem:TableItem mobile",
            "aws:dynamodb/tableItem:TableItem web",
            "aws:iam/role:Role shop-http-keys",
            "aws:iam/rolePolicy:RolePolicy shop-http-keys",
            "aws:lambda/function:Function shop-http-keys",
            "random:index/randomPassword:RandomPassword mobile",
            "random:index/randomPassword:RandomPassword web",
        ]);
    });

    it("makes keys of 40 letters and digits", async () => {
        assert.deepEqual(inputsOf(await build(), types.password, "web"), { length: 40, special: false });
    });

    it("stores the hash of a key and the limits of its plan, as a secret", async () => {
        const registered = await build();
        assert.deepEqual(itemOf(registered, "web"), {
            keyHash: { S: keyHash },
            client: { S: "web" },
            plan: { S: "standard" },
            requestsPerSecond: { N: "10" },
            burst: { N: "20" },
            quota: { M: { requests: { N: "1000" }, per: { S: "day" } } },
        });
        assert.deepEqual(itemOf(registered, "mobile"), {
            keyHash: { S: keyHash },
            client: { S: "mobile" },
            plan: { S: "readers" },
            requestsPerSecond: { N: "0.5" },
            burst: { N: "1" },
            apis: { L: [{ S: "books" }] },
        });
    });

    it("has the key in no input, and its hash in none but the secret", async () => {
        const registered = await build();
        const others = registered.filter(({ type }) => type !== types.item);
        assert.doesNotMatch(JSON.stringify(registered.map(({ inputs, outputs }) => [inputs, outputs])), RegExp(key));
        assert.doesNotMatch(JSON.stringify(others), RegExp(keyHash));
        const items = registered.filter(({ type }) => type === types.item);
        assert.deepEqual(
            items.map(({ secretOutputs }) => secretOutputs),
            [
                ["item", "hashKeyValue"],
                ["item", "hashKeyValue"],
            ],
        );
    });

    it("returns each key as a secret", async () => {
        const [value, isSecret] = await valueUnderMocks(() => create().values.web ?? pulumi.output("none"));
        assert.deepEqual([value, isSecret], [key, true]);
    });

    it("lets the function read a key and count a call, and nothing else", async () => {
        const policy: { Statement: { Action: string[]; Resource: string }[] } = JSON.parse(
            String(inputsOf(await build(), types.policy).policy),
        );
        assert.deepEqual(
            policy.Statement.map(({ Action, Resource }) => [Action, Resource]),
            [
                [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:shop-http-keys:*"],
                [["dynamodb:GetItem"], "arn:shop-http-keys"],
                [["dynamodb:UpdateItem"], "arn:shop-http-usage"],
            ],
        );
    });

    it("tells the function its tables, and the paths of APIs if a plan does not cover all of them", async () => {
        const variablesOf = async (changes: Partial<HttpApiKeysArgs>) =>
            inputsOf(await build(changes), types.function).environment;
        const tables = { KEYS_TABLE: "shop-http-keys", USAGE_TABLE: "shop-http-usage" };
        assert.deepEqual(await variablesOf({}), {
            variables: { ...tables, API_PATHS: '{"books":"/api/books","authors":"/api/authors"}' },
        });
        const plans = { standard: { requestsPerSecond: 10, burst: 20 } };
        assert.deepEqual(await variablesOf({ plans, clients: { web: "standard" } }), { variables: tables });
    });

    it("protects a key, its item and the tables from deletion if it is told to", async () => {
        for (const deletionProtection of [true, false]) {
            const found: string[] = [];
            const transformations = [
                ({ type, name, opts }: pulumi.ResourceTransformationArgs) => {
                    if (opts.protect) found.push(`${type} ${name}`);
                    return undefined;
                },
            ];
            const clients = { web: "standard" };
            await record(
                () => void new HttpApiKeys("shop-http", { ...args, clients, deletionProtection }, { transformations }),
            );
            const expected = [
                `${types.table} shop-http-keys`,
                `${types.table} shop-http-usage`,
                `${types.item} web`,
                `${types.password} web`,
            ];
            assert.deepEqual(found.sort(), deletionProtection ? expected : []);
        }
    });

    it("never protects the key of a client of the stack itself, which comes and goes with a setting", async () => {
        const found: string[] = [];
        const transformations = [
            ({ name, opts }: pulumi.ResourceTransformationArgs) => {
                if (opts.protect) found.push(name);
                return undefined;
            },
        ];
        const clients = { web: "standard", own: "standard" };
        const own = { ...args, clients, ownClients: ["own"], deletionProtection: true };
        await record(() => void new HttpApiKeys("shop-http", own, { transformations }));
        assert.ok(found.includes("web") && !found.includes("own"), found.join());
    });

    it("can restore both tables, which are protected at AWS too, and lets counters expire", async () => {
        for (const deletionProtection of [true, false]) {
            const registered = await build({ deletionProtection });
            for (const name of ["shop-http-keys", "shop-http-usage"]) {
                const inputs = inputsOf(registered, types.table, name);
                assert.deepEqual(inputs.pointInTimeRecovery, { enabled: true });
                assert.equal(inputs.deletionProtectionEnabled, deletionProtection);
            }
            const usage = inputsOf(registered, types.table, "shop-http-usage");
            assert.deepEqual(usage.ttl, { attributeName: "expiresAt", enabled: true });
        }
    });

    it("fails for a client without a plan, and a plan whose calls one partition of DynamoDB cannot count", () => {
        assert.throws(() => create({ clients: { web: "premium" } }), {
            message: 'client "web": its plan is not among standard, readers',
        });
        const withPlan = (standard: HttpPlan) => create({ plans: { standard }, clients: { web: "standard" } });
        const want = "want at most 500 together";
        assert.throws(() => withPlan({ requestsPerSecond: 500, burst: 1 }), {
            message: `plan "standard": got 500 requestsPerSecond and a burst of 1, ${want}`,
        });
        assert.throws(() => withPlan({ requestsPerSecond: 10, burst: 5_000 }), {
            message: `plan "standard": got 10 requestsPerSecond and a burst of 5000, ${want}`,
        });
        const quota = { requests: 1_000_000, per: "month" } as const;
        assert.throws(() => withPlan({ requestsPerSecond: 300, burst: 34, quota }), {
            message:
                'plan "standard": got 300 requestsPerSecond and a burst of 34, want at most 333 together, as it has a quota',
        });
    });
});
