import { spawn } from "node:child_process";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../../free-port";
import { ends, stopped } from "./node-server";

/** A third-party server in a separate process. */
export interface ExternalServer {
    readonly origin: string;
    readonly pid: number;
    stop(): Promise<void>;
}

/**
 * Starts a program on a free port, and waits until it listens.
 * @throws {Error} with its error output if it ends before it listens.
 */
export async function startExternalServer(
    program: string,
    argumentsFor: (port: number) => readonly string[],
): Promise<ExternalServer> {
    const port = await freePort();
    const child = spawn(program, argumentsFor(port), { stdio: ["ignore", "ignore", "pipe"] });
    let printed = "";
    child.stderr.on("data", (chunk) => {
        printed = `${printed}${chunk}`.slice(-2000);
    });
    let hasEnded = false;
    const ended = ends(child).then(() => {
        hasEnded = true;
    });
    while (!(await listens(port))) {
        if (hasEnded) throw new Error(`${program} did not start: ${printed}`);
        await setTimeout(50);
    }
    return { origin: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => stopped(child, ended) };
}

function listens(port: number): Promise<boolean> {
    return new Promise((found) => {
        const socket = connect(port, "127.0.0.1");
        socket.once("connect", () => {
            socket.destroy();
            found(true);
        });
        socket.once("error", () => found(false));
    });
}
