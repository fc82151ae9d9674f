import { createHash, randomUUID } from "node:crypto";
import { ServiceError } from "../../../service-emulator/caller";
import { systemClock } from "../../../service-emulator/clock";
import { StateMachine } from "../../../service-emulator/state-machines/state-machine";
import type { TaskTargets } from "../../../service-emulator/state-machines/task-targets";
import type { LocalFunctions } from "./local-functions";
import type { LocalQueues } from "./local-queues";
import { type LocalTopics, sendToQueue } from "./local-topics";
import type { StateMachineDefinition } from "./read/read-topics";
import type { RoleCredentials } from "./role-credentials";

/** What the tasks of state machines call. */
export interface MachineTargets {
    readonly functions: LocalFunctions;
    readonly queues: LocalQueues;
    readonly topics: LocalTopics;
    readonly roles: RoleCredentials;
    /** Receives a line about a machine that does not run here. */
    readonly log: (line: string) => void;
}

/** The state machines of a stack. Executions go on when the stack changes, with the definition that they were started with. */
export class LocalMachines {
    private readonly machines = new Map<string, { readonly machine: StateMachine; readonly definition: string }>();

    constructor(private readonly targets: MachineTargets) {}

    /** Replaces the machines. One whose definition the interpreter does not know is left out. */
    publish(definitions: readonly StateMachineDefinition[]): void {
        const before = new Map(this.machines);
        this.machines.clear();
        for (const definition of definitions) {
            const text = JSON.stringify(definition);
            const known = before.get(definition.arn);
            const machine = known?.definition === text ? known.machine : this.create(definition);
            if (machine !== undefined) this.machines.set(definition.arn, { machine, definition: text });
        }
    }

    /** The machine with an ARN. */
    byArn(arn: string): StateMachine | undefined {
        return this.machines.get(arn)?.machine;
    }

    /** All machines. */
    all(): StateMachine[] {
        return [...this.machines.values()].map(({ machine }) => machine);
    }

    /** Ends the executions that run. */
    async close(): Promise<void> {
        await Promise.all(this.all().map((machine) => machine.close()));
    }

    private create({ arn, name, roleArn, type, definition }: StateMachineDefinition): StateMachine | undefined {
        const { roles, log } = this.targets;
        const role = {
            arn: roles.caller(roleArn, name)?.arn ?? roleArn,
            // As its policies are at the time of the call.
            allows: (action: string, resource: string) =>
                roles.caller(roleArn, name)?.allows(action, resource) ?? false,
        };
        try {
            return new StateMachine(
                { name, arn, roleArn, type, definition, role },
                { targets: this.taskTargets(), clock: systemClock, random: Math.random, newId: randomUUID },
            );
        } catch (error) {
            log(`the state machine "${name}" does not run here: ${String(error)}`);
            return undefined;
        }
    }

    private taskTargets(): TaskTargets {
        const { functions, queues, topics } = this.targets;
        return {
            invokeFunction: (functionArn, event) => functions.invoke(functionArn, event),
            sendMessage: async (queueArn, message) => {
                const messageId = sendToQueue(queues, queueArn, message);
                return { messageId, md5OfBody: createHash("md5").update(message.body).digest("hex") };
            },
            publish: async (topicArn, publication) => {
                const topic = topics.byArn(topicArn);
                if (topic === undefined) throw new ServiceError("NotFound", "Topic does not exist", 404);
                return topic.publish(publication);
            },
        };
    }
}
