import assert from "node:assert/strict";
import { readRestApiBody } from "../../openapi/rest-api-body";
import { program } from "../../stacks/program";
import { readStack } from "../../tools/cli/project/project";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { lifecycle } from "../../tools/cli/rehearsal/scenarios/lifecycle";
import { awsTypes } from "../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../tools/cloud-simulator/resources/resource-type";
import { assertHolds, preview } from "./previewed-stack";
import { assertPassed, silent } from "./rehearsed-stack";

describe("the example stack with the gateway's whole toolbox", function () {
    this.timeout(20 * 60_000);

    const stack = readStack({ name: "toolbox", file: "stacks/examples/Pulumi.toolbox.yaml" });

    it("holds in strict at the first preview, with an integration of every kind in a body that is known then", async () => {
        let body = "";
        const result = await preview(
            stack,
            () => {},
            ({ resourcePreEvent }) => {
                const { type, new: created } = resourcePreEvent?.metadata ?? {};
                if (type === "aws:apigateway/restApi:RestApi") body = String(created?.inputs.body);
            },
        );
        assertHolds(result);
        assert.deepEqual(
            result.rules.flatMap(({ undecided }) => undecided),
            [],
        );
        const { operations = [] } = readRestApiBody(body) ?? {};
        const own = operations.filter(({ path, method }) => path.startsWith("/events/") && method !== "OPTIONS");
        const calls = new Set(own.map(({ integration: { type, uri } }) => `${type} ${serviceIn(String(uri))}`));
        for (const call of [
            "mock ",
            "http ",
            "aws lambda",
            "aws_proxy lambda",
            ...["sqs", "sns", "kinesis", "states", "dynamodb", "events", "s3"].map((service) => `aws ${service}`),
        ])
            assert.ok(calls.has(call), `no ${call}`);
        const types = result.resources.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
        const unread = types.filter((type) => (awsTypes[type]?.source ?? documentation) === documentation);
        assert.deepEqual(unread, [], "properties that replace were not read from the provider");
    });

    it("is created, changed by nothing, and destroyed to nothing, its bucket with objects too", async () => {
        const { signal } = new AbortController();
        const result = await runScenario({
            scenario: lifecycle,
            stack,
            program: async (folder) => program(folder),
            exhaustive: false,
            progress: silent,
            signal,
        });
        assertPassed(result);
    });
});

function serviceIn(uri: string): string {
    return /^arn:[^:]+:apigateway:[^:]+:([^:]+):/.exec(uri)?.[1] ?? "";
}
