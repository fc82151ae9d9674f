import { type SecretReferences, secretOptions, startWithSecrets } from "./secret-environment";

/** The container that a machine runs. */
export interface ApiContainer {
    /** Name of the API. */
    readonly name: string;
    /** Image by digest or tag. */
    readonly image: string;
    /** Port that the container listens on. */
    readonly port: number;
    /** Port of the machine that is connected to it. */
    readonly machinePort: number;
    /** Name of the log group that it writes to. */
    readonly logGroup: string;
    /** Region of the log group. */
    readonly region: string;
    /** Secrets that it gets as environment variables. */
    readonly secrets: SecretReferences;
}

/** Name of the systemd unit of an API. */
export const apiUnit = "gatehouse-api.service";

/** File with the environment variables of the container, in the form that Docker reads. */
export const environmentFile = "/etc/gatehouse/environment";

/** Folder of the Docker client's configuration. */
export const dockerConfigFolder = "/etc/gatehouse/docker";

/** File with the facts of the machine that the unit needs. */
const machineFile = "/etc/gatehouse/machine";

/** Seconds that remain for requests in progress after SIGTERM, which comes once the load balancer has drained the machine. */
const shutdownSeconds = 30;

/** KiB of memory that remain for the system, Docker and the agents, or half of the memory of a small machine. */
const systemKib = 512 * 1024;

/**
 * Shell commands that find out the memory that the container may use, and the id of the machine. They run once, at the first
 * start.
 */
export function describeMachine(): string[] {
    return [
        `memory=$(awk '/^MemTotal:/ { rest = $2 - ${systemKib}; half = int($2 / 2); print (rest > half ? rest : half) }' /proc/meminfo)`,
        `printf 'MEMORY=%sk\\nINSTANCE=%s\\n' "$memory" "$(cat /var/lib/cloud/data/instance-id)" > ${machineFile}`,
    ];
}

/**
 * The systemd unit that runs an API's container: without root, capabilities and writable files, and started again whenever it
 * ends. Docker pulls the image before the first start, and keeps no container.
 */
export function unitOf(container: ApiContainer): string {
    const { name, image, port, machinePort, secrets } = container;
    const passed = secretOptions(secrets);
    const docker = "/usr/bin/docker run --rm --name api";
    const command = passed.length === 0 ? [docker] : [startWithSecrets, docker, ...passed];
    const run = [...command, ...restrictions, ...logging(container)];
    return [
        "[Unit]",
        `Description=API ${name}`,
        "Requires=docker.service",
        "After=docker.service network-online.target",
        // The registry or CloudWatch Logs may be out of reach for longer than systemd tries by default.
        "StartLimitIntervalSec=0",
        "",
        "[Service]",
        `EnvironmentFile=${machineFile}`,
        `Environment=DOCKER_CONFIG=${dockerConfigFolder} AWS_ECR_DISABLE_CACHE=true`,
        "ExecStartPre=-/usr/bin/docker rm --force api",
        `ExecStart=${[...run, `--publish ${machinePort}:${port}`, image].join(" ")}`,
        `ExecStop=/usr/bin/docker stop -t ${shutdownSeconds} api`,
        `TimeoutStopSec=${shutdownSeconds + 15}`,
        "Restart=always",
        "RestartSec=5",
        "",
        "[Install]",
        "WantedBy=multi-user.target",
        "",
    ].join("\n");
}

const restrictions = [
    `--env-file ${environmentFile}`,
    "--memory ${MEMORY}",
    // Whatever the image says: it may name no user, or root.
    "--user 1000:1000",
    "--read-only --tmpfs /tmp:rw,noexec,nosuid,size=64m",
    "--cap-drop ALL --security-opt no-new-privileges",
];

// A container must not block while CloudWatch Logs is not reachable.
function logging({ name, logGroup, region }: ApiContainer): string[] {
    const options = [
        `awslogs-group=${logGroup}`,
        `awslogs-region=${region}`,
        `awslogs-stream=${name}/\${INSTANCE}`,
        "mode=non-blocking",
        "max-buffer-size=25m",
    ];
    return ["--log-driver awslogs", ...options.map((option) => `--log-opt ${option}`)];
}
