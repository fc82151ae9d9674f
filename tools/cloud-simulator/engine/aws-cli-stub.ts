import { once } from "node:events";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { errorMessage } from "../../error-message";
import type { Cloud } from "../state/cloud";
import { answerCommand } from "./aws-cli-commands";
import { quoted } from "./engine-home";

/** A stub of the AWS CLI that an offline run finds on its PATH. */
export interface AwsCliStub {
    /** Folder of the executable `aws`. */
    readonly folder: string;
    close(): Promise<void>;
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
