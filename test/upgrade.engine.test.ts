import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program } from "../stacks/program";
import { projectName } from "../tools/cli/project/project";
import { withOfflineStack } from "../tools/cloud-simulator/engine/offline-stack";
import { earlierStates } from "./upgrades/earlier-states";

// A deployment of an API cannot be changed: each new body gets a new one, which is created before the old one is deleted.
const immutable = ["aws:apigateway/deployment:Deployment"];

/** The resources that an upgrade of a release may replace or delete. */
const replaceable: Readonly<Record<string, RegExp>> = {
    // It registered machines at another port than theirs, so these rules never admitted anything. Its policy for sessions, of AWS, let
    // machines read every parameter of the account.
    ee0ef72:
        /^\S+ aws:(vpc\/securityGroup(Egress|Ingress)Rule:\S+ "books-service-balancer|iam\/rolePolicyAttachment:\S+ "books-service-machine-session-manager)"$/,
    // Its topic called the function that sends announcements, which has a queue now (test/stacks/web-sockets/push-upgrade.engine.test.ts).
    b0b87ec8:
        /^\S+ aws:(sns\/topicSubscription|lambda\/(permission|functionEventInvokeConfig)):\S+ "photos_websocket_push(-photos)?"$/,
};

describe("an upgrade of a stack that an earlier release created", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    for (const { release, stackName, config, placeholders, state } of earlierStates()) {
        it(`replaces and deletes nothing: ${stackName} of ${release}`, async () => {
            const lost: string[] = [];
            const options = {
                projectName,
                stackName,
                config,
                secretPaths: placeholders,
                state,
                program: async () => program(),
                onEvent: (event: EngineEvent) => lost.push(...lossIn(event)),
            };
            const { error, changes } = await withOfflineStack(options, (stack) => stack.preview());
            assert.equal(error, undefined);
            assert.deepEqual(
                lost.filter((line) => !replaceable[release]?.test(line)),
                [],
                "give each renamed resource an alias (CONTRIBUTING.md)",
            );
            assert.ok((changes.same ?? 0) + (changes.update ?? 0) > 50, JSON.stringify(changes));
        });
    }
});

// Components and default providers exist in the state only, so replacing them changes nothing on AWS.
function lossIn({ resourcePreEvent }: EngineEvent): string[] {
    const { op = "", urn = "", type = "", old } = resourcePreEvent?.metadata ?? {};
    if (!/delete|replace|discard/.test(op) || !old?.custom || immutable.includes(type)) return [];
    const name = urn.split("::").at(-1) ?? "";
    return type.startsWith("pulumi:providers:") && name.startsWith("default") ? [] : [`${op} ${type} "${name}"`];
}
