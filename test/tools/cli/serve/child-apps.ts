import { execFileSync } from "node:child_process";

/** Lists the apps that this process has started and that still run, one line of `ps` each. */
export function childApps(): string[] {
    const processes = execFileSync("ps", ["-A", "-o", "ppid,args"], { encoding: "utf8" }).split("\n");
    return processes.filter(
        (line) => line.trim().startsWith(`${process.pid} `) && /\/(server\.ts|app\.jar)$/.test(line),
    );
}
