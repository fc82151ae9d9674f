import assert from "node:assert/strict";
import {
    DescribeExecutionCommand,
    GetExecutionHistoryCommand,
    ListExecutionsCommand,
    SFNClient,
    StartExecutionCommand,
    StartSyncExecutionCommand,
    StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { StateMachine } from "../../../../tools/service-emulator/state-machines/state-machine";
import { createStatesHandler } from "../../../../tools/service-emulator/state-machines/states-handler";
import { credentials, handlerOptions, region, serve, TestCaller, type TestServer } from "../local-services";
import { failed, filterArn, machineArn, machineOf, payload, TestTargets } from "./test-machine";

const executionArn = machineArn.replace("stateMachine", "execution");
const task = { Type: "Task", Resource: filterArn, End: true };

describe("The Step Functions API", () => {
    const caller = new TestCaller();
    let targets: TestTargets;
    let machine: StateMachine;
    let server: TestServer;
    let client: SFNClient;

    async function started(type: "STANDARD" | "EXPRESS", run: ConstructorParameters<typeof TestTargets>[0]) {
        caller.allows = () => true;
        targets = new TestTargets(run);
        machine = machineOf({ StartAt: "A", States: { A: task } }, { targets, type });
        server = await serve("/~local/aws/states", createStatesHandler([machine], handlerOptions(caller)));
        client = new SFNClient({
            ...{ endpoint: server.endpoint, region, credentials, maxAttempts: 1 },
            // The SDK would put `sync-` before the host of StartSyncExecution.
            disableHostPrefix: true,
        });
    }

    afterEach(async () => {
        client.destroy();
        await machine.close();
        await server.close();
        assert.deepEqual(server.errors, []);
    });

    function start(name?: string, input?: string): Promise<{ executionArn: string | undefined }> {
        return client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input }));
    }

    it("starts, describes and lists executions, with their history", async () => {
        await started("STANDARD", () => payload({ a: 1 }));
        const first = await start("one", '{"x": 1}');
        assert.equal(first.executionArn, `${executionArn}:one`);
        await machine.find(`${executionArn}:one`)?.ended;
        const found = await client.send(new DescribeExecutionCommand({ executionArn: `${executionArn}:one` }));
        assert.deepEqual(
            [found.status, found.input, found.output, found.name, found.redriveStatus],
            ["SUCCEEDED", '{"x": 1}', '{"a":1}', "one", "NOT_REDRIVABLE"],
        );
        assert.ok(found.startDate instanceof Date && found.stopDate instanceof Date);
        const page = await client.send(
            new GetExecutionHistoryCommand({ executionArn: `${executionArn}:one`, maxResults: 2, reverseOrder: true }),
        );
        assert.deepEqual(
            page.events?.map(({ id, type }) => [id, type]),
            [
                [7, "ExecutionSucceeded"],
                [6, "TaskStateExited"],
            ],
        );
        const { nextToken } = page;
        const rest = await client.send(
            new GetExecutionHistoryCommand({ executionArn: `${executionArn}:one`, reverseOrder: true, nextToken }),
        );
        assert.equal(rest.events?.[0]?.type, "LambdaFunctionSucceeded");
        assert.equal(rest.events?.at(-1)?.executionStartedEventDetails?.input, '{"x": 1}');
        await start("two");
        const list = await client.send(new ListExecutionsCommand({ stateMachineArn: machineArn }));
        assert.deepEqual(
            list.executions?.map(({ name }) => name),
            ["two", "one"],
        );
    });

    it("has one execution for the same name and input while it runs", async () => {
        await started("STANDARD", () => new Promise<never>(() => undefined));
        const [first, same] = [await start("one", "1"), await start("one", "1")];
        assert.equal(first.executionArn, same.executionArn);
        await assert.rejects(start("one", "2"), { name: "ExecutionAlreadyExists" });
        await client.send(new StopExecutionCommand({ executionArn: first.executionArn, error: "E", cause: "c" }));
        const found = await client.send(new DescribeExecutionCommand({ executionArn: first.executionArn }));
        assert.deepEqual([found.status, found.error, found.cause], ["ABORTED", "E", "c"]);
        await assert.rejects(start("one", "1"), { name: "ExecutionAlreadyExists" });
    });

    it("responds with the outcome of an express execution", async () => {
        await started("EXPRESS", (event) => (event === 1 ? payload("done") : failed("Broken")));
        const run = (input: string) =>
            client.send(new StartSyncExecutionCommand({ stateMachineArn: machineArn, name: "n", input }));
        const good = await run("1");
        assert.deepEqual([good.status, good.output], ["SUCCEEDED", '"done"']);
        assert.match(String(good.executionArn), /:express:photos-filters:n:/);
        const bad = await run("2");
        assert.deepEqual([bad.status, bad.error, bad.output], ["FAILED", "Broken", undefined]);
        await assert.rejects(client.send(new ListExecutionsCommand({ stateMachineArn: machineArn })), {
            name: "StateMachineTypeNotSupported",
        });
    });

    it("rejects with the errors of AWS", async () => {
        await started("STANDARD", () => payload(null));
        await assert.rejects(start("a b"), { name: "InvalidName" });
        await assert.rejects(start("a", "{"), { name: "InvalidExecutionInput" });
        await assert.rejects(start("a", `"${"x".repeat(262_143)}"`), {
            message: "Invalid State Machine Execution Input: 'The input is too long'",
        });
        const other = `${machineArn}2`;
        await assert.rejects(client.send(new StartExecutionCommand({ stateMachineArn: other })), {
            name: "StateMachineDoesNotExist",
            message: `State Machine Does Not Exist: '${other}'`,
        });
        await assert.rejects(client.send(new StartExecutionCommand({ stateMachineArn: "x" })), { name: "InvalidArn" });
        await assert.rejects(client.send(new StartSyncExecutionCommand({ stateMachineArn: machineArn })), {
            name: "StateMachineTypeNotSupported",
        });
        await assert.rejects(client.send(new DescribeExecutionCommand({ executionArn: `${executionArn}:no` })), {
            name: "ExecutionDoesNotExist",
        });
        caller.allows = (action) => action !== "states:StartExecution";
        await assert.rejects(start(), { name: "AccessDeniedException", message: /states:StartExecution/ });
        assert.equal(targets.calls.length, 0);
    });
});
