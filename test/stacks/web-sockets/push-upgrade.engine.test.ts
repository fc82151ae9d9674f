import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program } from "../../../stacks/program";
import { projectName } from "../../../tools/cli/project/project";
import { withOfflineStack } from "../../../tools/cloud-simulator/engine/offline-stack";
import { earlierStates } from "../../upgrades/earlier-states";

const push = "photos_websocket_push";
const steps = {
    queue: `create aws:sqs/queue:Queue ${push}`,
    mapping: `create aws:lambda/eventSourceMapping:EventSourceMapping ${push}`,
    code: `update aws:lambda/function:Function ${push}`,
    subscribed: `create-replacement aws:sns/topicSubscription:TopicSubscription ${push}-photos`,
    unsubscribed: `delete-replaced aws:sns/topicSubscription:TopicSubscription ${push}-photos`,
    forbidden: `delete aws:lambda/permission:Permission ${push}-photos`,
    forgotten: `delete aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig ${push}`,
};

describe("an upgrade of a stack whose topic calls the function that sends announcements", function () {
    this.timeout(20 * 60_000);

    it("puts a queue between them, and ends the old way only when the new one exists", async () => {
        const { config, placeholders, state } = earlierStates().find(({ release }) => release === "b0b87ec8") ?? {};
        assert.ok(config && state);
        const operations: string[] = [];
        const onEvent = ({ resOutputsEvent }: EngineEvent) => {
            const { op = "", type = "", urn = "" } = resOutputsEvent?.metadata ?? {};
            const name = urn.split("::").at(-1) ?? "";
            if (name.startsWith(push) && op !== "same") operations.push(`${op} ${type} ${name}`);
        };
        const options = {
            ...{ projectName, stackName: "photos", config, secretPaths: placeholders ?? [], state, onEvent },
            program: async () => program(),
        };
        await withOfflineStack(options, async (stack) => {
            const { error } = await stack.up();
            assert.equal(error, undefined);
            const at = (operation: string) => {
                const index = operations.indexOf(operation);
                assert.ok(index >= 0, `${operation}: ${operations.join("\n")}`);
                return index;
            };
            const { queue, mapping, code, subscribed, unsubscribed, forbidden, forgotten } = steps;
            for (const [before, after] of [
                // The role may receive from the queue, and the function understands its messages, before the first one comes.
                [queue, code],
                [code, mapping],
                [mapping, subscribed],
                [subscribed, unsubscribed],
                [unsubscribed, forbidden],
                [unsubscribed, forgotten],
            ] as const)
                assert.ok(at(before) < at(after), `${before} is not before ${after}: ${operations.join("\n")}`);
            const deadLetters = operations.filter((line) => line.includes(`Queue ${push}_dead-letters`));
            assert.deepEqual(deadLetters, [], "the messages in the dead-letter queue are lost");

            operations.length = 0;
            assert.equal((await stack.up()).error, undefined);
            assert.deepEqual(operations, []);
        });
    });
});
