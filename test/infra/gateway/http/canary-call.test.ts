import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CanaryCall } from "../../../../infra/gateway/http/canary-call";
import { inputsOf, listed, record } from "../../recorder";

const url = "https://api.shop.dev/api/books";
const build = (key?: pulumi.Input<string>) => record(() => void new CanaryCall("shop-http", { url, key }));

const types = {
    connection: "aws:cloudwatch/eventConnection:EventConnection",
    destination: "aws:cloudwatch/eventApiDestination:EventApiDestination",
    rule: "aws:cloudwatch/eventRule:EventRule",
    target: "aws:cloudwatch/eventTarget:EventTarget",
} as const;

describe("CanaryCall", () => {
    it("calls the operation once a day, with its key", async () => {
        const registered = await build("correct-horse");
        assert.deepEqual(
            listed(registered).sort(),
            [
                `${types.destination} shop-http-canary`,
                `${types.connection} shop-http-canary`,
                `${types.rule} shop-http-canary`,
                `${types.target} shop-http-canary`,
                "aws:iam/role:Role shop-http-canary",
                "aws:iam/rolePolicy:RolePolicy shop-http-canary",
            ].sort(),
        );
        assert.equal(inputsOf(registered, types.rule).scheduleExpression, "rate(1 day)");
        const { invocationEndpoint, httpMethod, connectionArn } = inputsOf(registered, types.destination);
        assert.deepEqual([invocationEndpoint, httpMethod, connectionArn], [url, "GET", "arn:shop-http-canary"]);
        const { authorizationType, authParameters } = inputsOf(registered, types.connection);
        assert.deepEqual(
            [authorizationType, authParameters],
            ["API_KEY", { apiKey: { key: "x-api-key", value: "correct-horse" } }],
        );
    });

    it("keeps its key out of everything but the connection, where it is a secret", async () => {
        const registered = await build(pulumi.secret("correct-horse"));
        // The engine's form of a secret.
        const { authParameters } = inputsOf(registered, types.connection) as { authParameters: object };
        assert.ok(Object.values(authParameters).includes("1b47061264138c4ac30d75fd1eb44270"));
        const others = registered.filter(({ type }) => type !== types.connection);
        assert.doesNotMatch(JSON.stringify(others), /correct-horse/);
    });

    it("may do nothing else", async () => {
        const registered = await build();
        const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy");
        assert.deepEqual(JSON.parse(String(policy)).Statement, [
            { Effect: "Allow", Action: ["events:InvokeApiDestination"], Resource: "arn:shop-http-canary" },
        ]);
        const { assumeRolePolicy } = inputsOf(registered, "aws:iam/role:Role");
        assert.match(JSON.stringify(assumeRolePolicy), /events\.amazonaws\.com/);
        const { arn, input } = inputsOf(registered, types.target);
        assert.deepEqual([arn, input], ["arn:shop-http-canary", "{}"]);
    });

    it("sends no API key to an API that demands none", async () => {
        const { authParameters } = inputsOf(await build(), types.connection);
        assert.deepEqual(authParameters, { apiKey: { key: "x-canary", value: "none" } });
    });
});
