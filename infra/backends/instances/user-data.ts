import { ecrRegistryOf } from "../../image-access";
import { type ApiContainer, apiUnit, describeMachine, dockerConfigFolder, environmentFile, unitOf } from "./api-unit";
import { agentCommand, agentConfiguration, type ObservedMachines } from "./cloudwatch-agent";
import { secretFiles, secretPackages } from "./secret-environment";

/** Arguments of user data. */
export interface UserDataArgs extends ApiContainer, ObservedMachines {
    /** Environment variables of the container, without secrets; each value is one line. */
    readonly environment: Readonly<Record<string, string>>;
}

/** Bytes of user data that EC2 accepts (docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html). */
export const maxUserDataBytes = 16_384;

const agentFile = "/etc/gatehouse/cloudwatch-agent.json";

/**
 * User data of the machines of an API, for the cloud-init of Amazon Linux 2023: installs Docker and the CloudWatch agent from the
 * distribution's repositories, and starts the API as a systemd unit.
 * @throws {Error} where it would be longer than EC2 accepts.
 */
export function userData(args: UserDataArgs): string {
    const registry = ecrRegistryOf(args.image);
    const hasSecrets = Object.keys(args.secrets).length > 0;
    const config = {
        packages: [
            "docker",
            "amazon-cloudwatch-agent",
            ...(registry === undefined ? [] : ["amazon-ecr-credential-helper"]),
            ...(hasSecrets ? secretPackages : []),
        ],
        write_files: [
            ...filesOf(args, registry),
            ...(hasSecrets ? secretFiles(args.secrets).map(({ path, content }) => file(path, content)) : []),
        ],
        runcmd: [
            ...describeMachine(),
            "systemctl daemon-reload",
            `systemctl enable --now docker.service ${apiUnit}`,
            `${agentCommand}${agentFile}`,
        ],
    };
    // JSON is YAML too.
    const text = `#cloud-config\n${JSON.stringify(config)}\n`;
    const bytes = Buffer.byteLength(text);
    if (bytes <= maxUserDataBytes) return text;
    throw new Error(
        `API "${args.name}": got user data of ${bytes} bytes, want at most ${maxUserDataBytes}, as EC2 accepts no more. Shorten its environment`,
    );
}

function filesOf(args: UserDataArgs, registry: string | undefined) {
    const credentials = registry && { credHelpers: { [registry]: "ecr-login" } };
    return [
        file(environmentFile, lines(args.environment), "0600"),
        // Docker's own network, 172.17.0.0/16, may be that of the VPC. This one is reserved for benchmarks (RFC 2544).
        file("/etc/docker/daemon.json", JSON.stringify({ bip: "198.18.0.1/24" })),
        file(`${dockerConfigFolder}/config.json`, JSON.stringify(credentials ?? {})),
        file(`/etc/systemd/system/${apiUnit}`, unitOf(args)),
        file(agentFile, JSON.stringify(agentConfiguration(args))),
    ];
}

function file(path: string, content: string, permissions = "0644") {
    return { path, content, permissions, owner: "root:root" };
}

// Docker reads a value as it is, up to the end of the line.
function lines(environment: Readonly<Record<string, string>>): string {
    return Object.entries(environment)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${key}=${value}\n`)
        .join("");
}
