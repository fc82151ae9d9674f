import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a task definition. */
export interface TaskDefinitionArgs {
    /** Family of its revisions. */
    family: string;
    /** Image by digest or tag. */
    image: pulumi.Input<string>;
    /** Architecture of the image. */
    architecture: "amd64" | "arm64";
    /** Port that the container listens on. */
    port: number;
    /** Environment variables besides PORT. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Environment variables from Secrets Manager: `valueFrom` by name. */
    secrets: Readonly<Record<string, pulumi.Input<string>>>;
    /** vCPUs, such as 0.25; one of the pairs with `memoryMib` that Fargate has. */
    cpu: number;
    memoryMib: number;
    executionRoleArn: pulumi.Input<string>;
    /** Default: no AWS credentials. */
    taskRoleArn: pulumi.Input<string> | undefined;
    logGroupName: pulumi.Input<string>;
    /** Whether ECS Exec runs commands in the container. Default: false. */
    enableExecuteCommand?: boolean | undefined;
}

const cpuArchitectures = { amd64: "X86_64", arm64: "ARM64" } as const;

/** Seconds that remain for requests in progress after SIGTERM, which ECS sends once the load balancer has drained the task. */
const shutdownSeconds = 30;

/** Environment variables of the container that are not secret. */
export function taskEnvironment({
    port,
    environment,
}: Pick<TaskDefinitionArgs, "port" | "environment">): Record<string, pulumi.Input<string>> {
    return { PORT: String(port), ...environment };
}

/** Creates a revision of a task definition, whose only container has the name of the API. */
export function createTaskDefinition(
    name: string,
    args: TaskDefinitionArgs,
    opts: { readonly parent: pulumi.Resource },
): aws.ecs.TaskDefinition {
    const { region } = aws.getRegionOutput({}, { parent: opts.parent });
    const { family, cpu, memoryMib, architecture, executionRoleArn, taskRoleArn } = args;
    return new aws.ecs.TaskDefinition(
        name,
        {
            family,
            requiresCompatibilities: ["FARGATE"],
            networkMode: "awsvpc",
            cpu: String(cpu * 1024),
            memory: String(memoryMib),
            runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: cpuArchitectures[architecture] },
            executionRoleArn,
            ...(taskRoleArn !== undefined && { taskRoleArn }),
            containerDefinitions: pulumi.jsonStringify([container(name, args, region)]),
        },
        opts,
    );
}

// Without hostPort, which AWS adds: in mode awsvpc it is the container's port.
function container(name: string, args: TaskDefinitionArgs, region: pulumi.Output<string>) {
    const secrets = byName(args.secrets).map(([key, valueFrom]) => ({ name: key, valueFrom }));
    return {
        name,
        image: args.image,
        essential: true,
        portMappings: [{ containerPort: args.port, protocol: "tcp" }],
        environment: byName(taskEnvironment(args)).map(([key, value]) => ({ name: key, value })),
        ...(secrets.length > 0 && { secrets }),
        // Whatever the image says: ECS cannot tell whether the user of an image is root.
        user: "1000:1000",
        // The agent of ECS Exec writes files, and leaves processes that an init process has to end
        // (docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html, considerations).
        readonlyRootFilesystem: !args.enableExecuteCommand,
        linuxParameters: {
            capabilities: { drop: ["ALL"] },
            ...(args.enableExecuteCommand && { initProcessEnabled: true }),
        },
        stopTimeout: shutdownSeconds,
        logConfiguration: {
            logDriver: "awslogs",
            options: {
                "awslogs-group": args.logGroupName,
                "awslogs-region": region,
                "awslogs-stream-prefix": name,
                // The default for new accounts; a container must not block while CloudWatch Logs is not reachable.
                mode: "non-blocking",
                "max-buffer-size": "25m",
            },
        },
    };
}

// The order of the list is part of a revision.
function byName<Value>(entries: Readonly<Record<string, Value>>): [string, Value][] {
    return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}
