import { once } from "node:events";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { errorMessage } from "../../error-message";
import { loadBalancers } from "../resources/load-balancers";
import { principalOf } from "../state/callers";
import type { Cloud } from "../state/cloud";
import { quoted } from "./engine-home";

/** A stub of the AWS CLI that an offline run finds on its PATH. */
export interface AwsCliStub {
    /** Folder of the executable `aws`. */
    readonly folder: string;
    close(): Promise<void>;
}

/** Exit code and output of a command of the AWS CLI. */
export interface CommandResult {
    readonly code: number;
    /** Standard error. */
    readonly text: string;
    /** Standard output. Default: none. */
    readonly output?: string;
}

/** The credentials in the environment of a command. Only those of a simulated session count: others are the developer's. */
export interface CommandEnvironment {
    readonly accessKeyId?: string | undefined;
    /** Token of a session, which here is the ARN of the role that it belongs to. */
    readonly token?: string | undefined;
}

// docs.aws.amazon.com/cli/latest/reference/elbv2/wait/load-balancer-available.html: after 40 attempts it exits with 255.
const maxLooks = 40;

/**
 * Runs one of the two commands of the AWS CLI that the program calls: `elbv2 wait load-balancer-available` and
 * `sts assume-role`. A principal other than that of the AWS provider belongs to another account, which has no load balancers.
 * @throws {Error} where it is another.
 */
export function answerCommand(
    command: readonly string[],
    cloud: Cloud,
    environment: CommandEnvironment = {},
): CommandResult {
    const { words, flags } = parsed(command);
    const [name, accepted] = [words.join(" "), acceptedFlags[words.join(" ")] ?? []];
    const { "load-balancer-arns": arn = "", region = "", "role-arn": roleArn = "", profile } = flags;
    if (region === "" || Object.keys(flags).some((flag) => !accepted.includes(flag)))
        throw new Error(`the simulated AWS CLI has no command "${command.join(" ")}"`);
    if (name === "sts assume-role")
        return { code: 0, text: "", output: JSON.stringify({ Credentials: session(roleArn) }) };
    const isSession = profile === undefined && environment.accessKeyId === sessionKey;
    const principal = principalOf({ profile, roleArn: isSession ? environment.token : undefined }, cloud.accountId);
    const isCaller = principal === cloud.caller;
    const isThere =
        isCaller && loadBalancers(cloud).some((balancer) => balancer.arn === arn && balancer.region === region);
    for (let look = 1; isThere && look <= maxLooks; look += 1) {
        if (cloud.balancers.look(arn) === "active") return { code: 0, text: "" };
    }
    return { code: 255, text: "Waiter LoadBalancerAvailable failed: Max attempts exceeded" };
}

const acceptedFlags: Readonly<Record<string, readonly string[]>> = {
    "elbv2 wait load-balancer-available": ["load-balancer-arns", "profile", "region"],
    "sts assume-role": ["output", "profile", "region", "role-arn", "role-session-name"],
};

const sessionKey = "offline-session";

function session(roleArn: string) {
    return { AccessKeyId: sessionKey, SecretAccessKey: "offline", SessionToken: roleArn };
}

// Every flag of these commands has a value.
function parsed(command: readonly string[]): { words: string[]; flags: Record<string, string> } {
    const first = command.findIndex((word) => word.startsWith("--"));
    const [words, rest] = first < 0 ? [[...command], []] : [command.slice(0, first), command.slice(first)];
    const pairs = rest.flatMap((word, index) => (index % 2 === 0 ? [[word.slice(2), rest[index + 1] ?? ""]] : []));
    return { words, flags: Object.fromEntries(pairs) };
}

/** Puts an executable `aws` into a folder and serves it on 127.0.0.1. */
export async function startAwsCliStub(folder: string, cloud: Cloud): Promise<AwsCliStub> {
    const server = createServer(async (request, response) => {
        try {
            const { command, environment } = JSON.parse(await readText(request));
            response.end(JSON.stringify(answerCommand(command, cloud, environment)));
        } catch (error) {
            response.statusCode = 400;
            response.end(errorMessage(error));
        }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await mkdir(folder, { recursive: true });
    const executable = join(folder, "aws");
    const call = [process.execPath, join(__dirname, "aws-cli-stub.cjs"), `http://127.0.0.1:${port}/`].map(quoted);
    await writeFile(executable, `#!/bin/sh\nexec ${call.join(" ")} "$@"\n`);
    await chmod(executable, 0o755);
    return {
        folder,
        close: async () => {
            server.closeAllConnections();
            server.close();
        },
    };
}
