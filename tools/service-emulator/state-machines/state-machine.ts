import { type Caller, ServiceError } from "../caller";
import { checkDefinition } from "./check-definition";
import { maxData } from "./data-flow";
import { Execution } from "./execution";
import type { MachineDependencies } from "./frame";
import { readDefinition, type Workflow } from "./read-definition";

/** A state machine as it is deployed. */
export interface MachineSettings {
    readonly name: string;
    readonly arn: string;
    readonly roleArn: string;
    readonly type: "STANDARD" | "EXPRESS";
    /** The definition in the Amazon States Language. */
    readonly definition: string;
    /** The machine's role in a session, which its tasks are called with. */
    readonly role: Caller;
}

// `serve` may run for days. AWS keeps executions for 90 days.
const maxEnded = 1000;

/** A state machine and its executions. */
export class StateMachine {
    private readonly workflow: Workflow;
    private readonly byArn = new Map<string, Execution>();

    /** @throws {DefinitionError} if the definition has something that the interpreter would not run as AWS does. */
    constructor(
        readonly settings: MachineSettings,
        private readonly dependencies: MachineDependencies,
    ) {
        this.workflow = readDefinition(settings.definition);
        checkDefinition(this.workflow);
    }

    /** The executions, the newest first; of those that ended the last 1,000. */
    get executions(): readonly Execution[] {
        return [...this.byArn.values()].reverse();
    }

    /** An execution by its ARN. */
    find(executionArn: string): Execution | undefined {
        return this.byArn.get(executionArn);
    }

    /**
     * Starts an execution. For a standard machine, a running one with the same name and input is the same one.
     * @param input JSON.
     * @param name Default: a UUID.
     * @throws {ServiceError} InvalidName, InvalidExecutionInput, or ExecutionAlreadyExists
     * (recorded: localstack, test_sfn_api.snapshot.json).
     */
    start(input: string, name: string = this.dependencies.newId()): Execution {
        checkName(name);
        checkInput(input);
        const { name: machineName, arn: machineArn, roleArn, role, type } = this.settings;
        const [prefix] = machineArn.split(":stateMachine:");
        const arn =
            type === "STANDARD"
                ? `${prefix}:execution:${machineName}:${name}`
                : `${prefix}:express:${machineName}:${name}:${this.dependencies.newId()}`;
        const before = this.byArn.get(arn);
        if (before !== undefined) {
            if (before.status === "RUNNING" && before.start.input === input) return before;
            throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
        }
        const start = { arn, name, machineName, machineArn, roleArn, role, workflow: this.workflow, input };
        const execution = new Execution(start, this.dependencies);
        this.byArn.set(arn, execution);
        this.forgetOldest();
        return execution;
    }

    /** Ends the executions that run. */
    async close(): Promise<void> {
        const running = this.executions.filter(({ status }) => status === "RUNNING");
        await Promise.all(running.map((execution) => execution.stop(undefined, undefined)));
    }

    private forgetOldest(): void {
        const ended = [...this.byArn].filter(([, { status }]) => status !== "RUNNING");
        for (const [arn] of ended.slice(0, Math.max(0, ended.length - maxEnded))) this.byArn.delete(arn);
    }
}

function checkName(name: string): void {
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name))
        throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
}

function checkInput(input: string): void {
    if (Buffer.byteLength(input) > maxData)
        throw new ServiceError(
            "InvalidExecutionInput",
            "Invalid State Machine Execution Input: 'The input is too long'",
        );
    try {
        JSON.parse(input);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new ServiceError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${error.message}'`);
    }
}
