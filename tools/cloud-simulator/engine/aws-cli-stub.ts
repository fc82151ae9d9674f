import { once } from "node:events";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { errorMessage } from "../../error-message";
import { loadBalancers } from "../resources/load-balancers";
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
    readonly text: string;
}

// docs.aws.amazon.com/cli/latest/reference/elbv2/wait/load-balancer-available.html: after 40 attempts it exits with 255.
const maxLooks = 40;

/**
 * Runs the one command of the AWS CLI that the program calls: `elbv2 wait load-balancer-available`.
 * @throws {Error} where it is another.
 */
export function answerCommand(command: readonly string[], cloud: Cloud): CommandResult {
    const [service, verb, waiter, arnFlag, arn = "", regionFlag, region = "", ...rest] = command;
    const flags = [service, verb, waiter, arnFlag, regionFlag, ...rest].join(" ");
    if (flags !== "elbv2 wait load-balancer-available --load-balancer-arns --region" || region === "") {
        throw new Error(`the simulated AWS CLI has no command "${command.join(" ")}"`);
    }
    const isThere = loadBalancers(cloud).some((balancer) => balancer.arn === arn && balancer.region === region);
    for (let look = 1; isThere && look <= maxLooks; look += 1) {
        if (cloud.balancers.look(arn) === "active") return { code: 0, text: "" };
    }
    return { code: 255, text: "Waiter LoadBalancerAvailable failed: Max attempts exceeded" };
}

/** Puts an executable `aws` into a folder and serves it on 127.0.0.1. */
export async function startAwsCliStub(folder: string, cloud: Cloud): Promise<AwsCliStub> {
    const server = createServer(async (request, response) => {
        try {
            response.end(JSON.stringify(answerCommand(JSON.parse(await readText(request)), cloud)));
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
