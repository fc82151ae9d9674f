import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ServiceTargets, type ServiceTargetsArgs } from "../../../../infra/gateway/services/service-targets";
import { record } from "../../recorder";

const args: ServiceTargetsArgs = {
    targets: {
        resources: [
            { kind: "sqs", name: "orders.fifo", resourceName: "shop-dev_shop_orders.fifo", isExpress: false },
            { kind: "stepFunctions", name: "fulfil", resourceName: "shop-dev_shop_fulfil", isExpress: true },
            { kind: "s3", name: "files", resourceName: "shop-dev-shop-files-1a2b3c4d", isExpress: false },
        ],
        functions: [
            { file: "functions/price.ts", key: "functions-price", functionName: "shop-dev_shop_functions-price" },
        ],
        roles: [
            {
                roleName: "shop-dev_shop_s3",
                key: "s3-files-get",
                action: "s3:GetObject",
                on: { kind: "s3", name: "files" },
            },
            { roleName: "shop-dev_shop_table", key: "own", action: "dynamodb:GetItem", on: { table: "own" } },
            {
                roleName: "shop-dev_shop_theirs",
                key: "theirs",
                action: "sqs:SendMessage",
                on: { kind: "sqs", arn: "arn:aws:sqs:eu-central-1:123456789012:theirs" },
            },
        ],
    },
    codes: { "functions/price.ts": new pulumi.asset.AssetArchive({}) },
    definitions: { fulfil: '{"StartAt":"a","States":{"a":{"Type":"Pass","End":true}}}' },
    access: [],
    environment: { TABLE_NAME: "table" },
    tableArn: pulumi.output("arn:aws:dynamodb:eu-central-1:123456789012:table/shop"),
    logRetentionDays: 30,
    deletionProtection: false,
};

async function build(changes: Partial<ServiceTargetsArgs> = {}) {
    const registered = await record(() => new ServiceTargets("shop", { ...args, ...changes }));
    return (type: string, name: string) => {
        const found = registered.find((own) => own.type === type && own.name === name);
        assert.ok(found, `${type} ${name}`);
        return found.inputs;
    };
}

describe("ServiceTargets", () => {
    it("creates a queue with a dead-letter queue, encrypted, for HTTPS alone", async () => {
        const inputs = await build();
        const queue = inputs("aws:sqs/queue:Queue", "shop_orders.fifo");
        assert.deepEqual(
            [queue.name, queue.fifoQueue, queue.contentBasedDeduplication, queue.sqsManagedSseEnabled],
            ["shop-dev_shop_orders.fifo", true, true, true],
        );
        assert.equal(JSON.parse(String(queue.redrivePolicy)).maxReceiveCount, 5);
        const dead = inputs("aws:sqs/queue:Queue", "shop_orders.fifo_dead-letters");
        assert.deepEqual([dead.name, dead.messageRetentionSeconds], ["shop-dev_shop_orders_dead.fifo", 1_209_600]);
        for (const name of ["shop_orders.fifo", "shop_orders.fifo_dead-letters"]) {
            const [statement] = JSON.parse(String(inputs("aws:sqs/queuePolicy:QueuePolicy", name).policy)).Statement;
            assert.deepEqual(
                [statement.Effect, statement.Condition],
                ["Deny", { Bool: { "aws:SecureTransport": "false" } }],
            );
        }
    });

    it("tells a dead-letter queue from a queue with a similar name", async () => {
        const queueOf = (name: string) =>
            ({ kind: "sqs", name, resourceName: `shop-dev_shop_${name}`, isExpress: false }) as const;
        const queues = ["orders", "orders-dead", "orders-dead-letters"].map(queueOf);
        const registered = await record(
            () => new ServiceTargets("shop", { ...args, targets: { resources: queues, functions: [], roles: [] } }),
        );
        const created = registered.filter(({ type }) => type === "aws:sqs/queue:Queue");
        assert.equal(new Set(created.map(({ name }) => name)).size, 6);
        assert.equal(new Set(created.map(({ inputs }) => inputs.name)).size, 6);
    });

    for (const deletionProtection of [true, false]) {
        it(`${deletionProtection ? "protects" : "does not protect"} queues, streams and buckets with deletionProtection ${deletionProtection}`, async () => {
            const isProtected: Record<string, boolean> = {};
            const transform: pulumi.ResourceTransformation = ({ type, name, opts }) => {
                if (/:(Queue|Stream|Bucket)$/.test(type)) isProtected[name] = opts.protect === true;
                return undefined;
            };
            const stream = { kind: "kinesis", name: "clicks", resourceName: "clicks", isExpress: false } as const;
            const targets = { ...args.targets, resources: [...args.targets.resources, stream] };
            const changed = { ...args, targets, deletionProtection };
            await record(() => new ServiceTargets("shop", changed, { transformations: [transform] }));
            assert.deepEqual(isProtected, {
                "shop_orders.fifo": deletionProtection,
                "shop_orders.fifo_dead-letters": deletionProtection,
                shop_files: deletionProtection,
                shop_clicks: deletionProtection,
            });
        });
    }

    it("creates a private bucket, which is emptied on deletion unless it is protected", async () => {
        const inputs = await build();
        assert.deepEqual(
            inputs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "shop_files").blockPublicPolicy,
            true,
        );
        assert.equal(inputs("aws:s3/bucket:Bucket", "shop_files").forceDestroy, true);
        const protectedInputs = await build({ deletionProtection: true });
        assert.equal(protectedInputs("aws:s3/bucket:Bucket", "shop_files").forceDestroy, false);
    });

    it("creates an express state machine where an operation awaits it", async () => {
        const { type, name } = (await build())("aws:sfn/stateMachine:StateMachine", "shop_fulfil");
        assert.deepEqual([type, name], ["EXPRESS", "shop-dev_shop_fulfil"]);
    });

    it("gives each role one action on one resource", async () => {
        const inputs = await build();
        const statementOf = (name: string) => {
            const { policy } = inputs("aws:iam/rolePolicy:RolePolicy", name);
            const { Statement } = JSON.parse(String(policy));
            assert.equal(Statement.length, 1);
            return [Statement[0].Action, Statement[0].Resource];
        };
        assert.deepEqual(statementOf("shop_own"), [
            ["dynamodb:GetItem"],
            "arn:aws:dynamodb:eu-central-1:123456789012:table/shop",
        ]);
        assert.deepEqual(statementOf("shop_theirs"), [
            ["sqs:SendMessage"],
            "arn:aws:sqs:eu-central-1:123456789012:theirs",
        ]);
        const [actions, resource] = statementOf("shop_s3-files-get");
        assert.deepEqual(actions, ["s3:GetObject"]);
        assert.match(String(resource), /\/\*$/);
        const trust = JSON.stringify(inputs("aws:iam/role:Role", "shop_own").assumeRolePolicy);
        assert.match(trust, /apigateway\.amazonaws\.com/);
    });

    it("runs a function with the environment of its API, as long as the gateway waits", async () => {
        const { name, timeout, environment } = (await build())("aws:lambda/function:Function", "shop_functions-price");
        assert.deepEqual(
            [name, timeout, environment],
            ["shop-dev_shop_functions-price", 29, { variables: { TABLE_NAME: "table" } }],
        );
    });
});
