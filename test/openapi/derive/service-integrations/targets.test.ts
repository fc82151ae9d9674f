import assert from "node:assert/strict";
import { arnProblem, fixedName, resourceOf } from "../../../../openapi/derive/service-integrations/resources";
import { apiTargets } from "../../../../openapi/derive/service-integrations/targets";
import type { Integrations, IntegrationTarget } from "../../../../openapi/operation-integration";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
const scope = { stack: "gatehouse-dev", api: "shop", place, targets: {} };

function integrations(...targets: IntegrationTarget[]): Integrations {
    const source = { fileName: "app/shop/integrations.yaml", line: 1 };
    return Object.fromEntries(
        targets.map((target, index) => [
            `post /${index}`,
            { key: String(index), source, target, request: { parameters: {} }, responses: {} },
        ]),
    );
}

describe("the targets of an API", () => {
    it("are each resource once, and a role for each action on it", () => {
        const { resources, functions, roles } = apiTargets(
            integrations(
                { kind: "sqs", name: "orders" },
                { kind: "sqs", name: "orders" },
                { kind: "stepFunctions", name: "fulfil", sync: false },
                { kind: "stepFunctions", name: "fulfil", sync: true },
                { kind: "lambda", function: "functions/price.ts", proxy: true },
                { kind: "dynamodb", name: "own", action: "GetItem", key: { id: "id" } },
                { kind: "mock", status: 200 },
            ),
            scope,
        );
        assert.deepEqual(resources, [
            { kind: "sqs", name: "orders", resourceName: "gatehouse-dev_shop_orders", isExpress: false },
            { kind: "stepFunctions", name: "fulfil", resourceName: "gatehouse-dev_shop_fulfil", isExpress: true },
        ]);
        assert.deepEqual(functions, [
            {
                file: "functions/price.ts",
                key: "functions-price",
                functionName: "gatehouse-dev_shop_functions-price",
            },
        ]);
        assert.deepEqual(
            roles.map(({ key, action, on }) => [key, action, on]),
            [
                ["sqs-orders-send", "sqs:SendMessage", { kind: "sqs", name: "orders" }],
                ["stepFunctions-fulfil-start", "states:StartExecution", { kind: "stepFunctions", name: "fulfil" }],
                [
                    "stepFunctions-fulfil-start-sync",
                    "states:StartSyncExecution",
                    { kind: "stepFunctions", name: "fulfil" },
                ],
                ["dynamodb-own-get", "dynamodb:GetItem", { table: "own" }],
            ],
        );
    });

    it("are no resources for those that exist, but roles", () => {
        const arn = "arn:aws:sqs:eu-central-1:123456789012:theirs";
        const targets = { orders: arn };
        const own = apiTargets(integrations({ kind: "sqs", name: "orders" }), { ...scope, targets });
        assert.deepEqual(own.resources, []);
        assert.deepEqual(own.roles[0]?.on, { kind: "sqs", arn });
    });
});

describe("the names of targets", () => {
    it("tell an alias of a function from a function with both names", () => {
        const arn = "arn:aws:lambda:eu-central-1:123456789012:function:price";
        const functions = [`${arn}-live`, `${arn}:live`];
        const { roles } = apiTargets(
            integrations(
                ...functions.map((name): IntegrationTarget => ({ kind: "lambda", function: name, proxy: true })),
            ),
            scope,
        );
        assert.equal(new Set(roles.map(({ roleName, key }) => `${roleName} ${key}`)).size, 2);
    });

    it("keep their limits by a hash, so that no two are alike", () => {
        const long = "a".repeat(80);
        const names = [fixedName(scope, long, 64), fixedName(scope, `${long}b`, 64), fixedName(scope, "a", 64)];
        assert.deepEqual(
            names.map((name) => name.length),
            [64, 64, "gatehouse-dev_shop_a".length],
        );
        assert.equal(new Set(names).size, 3);
    });

    it("separate stack and API, so that those of two stacks are not alike", () => {
        const names = [
            fixedName({ stack: "a-b", api: "c" }, "d", 64),
            fixedName({ stack: "a", api: "b-c" }, "d", 64),
            fixedName({ stack: "a", api: "b" }, "c-d", 64),
        ];
        assert.equal(new Set(names).size, 3);
    });

    it("are those of their service", () => {
        const name = (kind: "sqs" | "s3", own: string) => resourceOf({ kind, name: own }, scope).name;
        assert.match(name("sqs", `${"a".repeat(90)}.fifo`), /^.{75}$/);
        assert.match(name("sqs", `${"a".repeat(90)}.fifo`), /\.fifo$/);
        assert.match(name("s3", "files"), /^[a-z0-9-]{3,63}$/);
        assert.notEqual(
            name("s3", "files"),
            resourceOf({ kind: "s3", name: "files" }, { ...scope, place: { ...place, accountId: "210987654321" } })
                .name,
        );
    });

    it("of existing resources are read from their ARNs", () => {
        const targets = { clicks: "arn:aws:kinesis:eu-west-1:210987654321:stream/theirs" };
        assert.deepEqual(resourceOf({ kind: "kinesis", name: "clicks" }, { ...scope, targets }), {
            name: "theirs",
            arn: targets.clicks,
            region: "eu-west-1",
            accountId: "210987654321",
        });
        assert.equal(arnProblem("kinesis", targets.clicks), undefined);
        assert.equal(arnProblem("s3", "arn:aws:s3:::files"), undefined);
        assert.equal(arnProblem("sqs", targets.clicks), "an ARN such as arn:aws:sqs:eu-central-1:123456789012:name");
    });
});
