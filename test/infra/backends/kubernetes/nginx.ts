import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type NginxArgs, nginxConfiguration } from "../../../../infra/backends/kubernetes/nginx-config";
import { listen } from "../../../tools/gateway-emulator/listen";

/** Returns the path of nginx; undefined if it is not installed. Debian installs it where a user's PATH does not lead. */
export function findNginx({ PATH = "" }: NodeJS.ProcessEnv = process.env): string | undefined {
    return [...PATH.split(delimiter), "/usr/sbin"]
        .map((folder) => join(folder, "nginx"))
        .find((file) => existsSync(file));
}

/** A server behind nginx in place of an API, which returns what it received. */
export class Echo {
    private readonly server = createServer(({ method, url, headers }, response) => {
        this.requests.push(`${method} ${url}`);
        this.respond(response, { server: this.name, method, url, headers });
    });
    /** Method and path of each request. */
    readonly requests: string[] = [];
    /** Sends a response; replaced by tests. Default: the request as JSON. */
    respond = (response: import("node:http").ServerResponse, request: object): void => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(request));
    };

    constructor(private readonly name: string) {}

    /** Starts it, and returns how nginx reaches it. It does not keep a failed test's process from ending. */
    async start() {
        this.server.unref();
        return { name: this.name, host: "127.0.0.1", port: await listen(this.server) };
    }

    stop(): void {
        this.server.close();
        this.server.closeAllConnections();
    }
}

/** A real nginx with the configuration of the shared gateway. */
export class Nginx {
    private readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-nginx-"));
    private process: ChildProcess | undefined;
    private errors = "";
    readonly accessLogFile = join(this.folder, "access.log");
    port = 0;

    constructor(private readonly executable: string) {
        // If root starts nginx, its workers run as another user.
        chmodSync(this.folder, 0o755);
    }

    /** Checks a configuration as `nginx -t` does; returns its messages if it is invalid. */
    static check(executable: string, args: NginxArgs): string {
        const nginx = new Nginx(executable);
        const { status, stderr } = spawnSync(executable, [...nginx.flags(args), "-t"], { encoding: "utf8" });
        rmSync(nginx.folder, { recursive: true });
        return status === 0 ? "" : stderr;
    }

    /** Starts nginx, and waits until its health check succeeds. */
    async start(args: NginxArgs): Promise<void> {
        const probe = createServer();
        this.port = await listen(probe);
        probe.close();
        await once(probe, "close");
        const child = spawn(this.executable, [...this.flags(args), "-g", "daemon off;"], {
            stdio: ["ignore", "ignore", "pipe"],
        });
        child.stderr.on("data", (chunk) => {
            this.errors += chunk;
        });
        this.process = child;
        while (!(await this.isHealthy())) if (child.exitCode !== null) throw new Error(this.errors);
    }

    /** Ends it gracefully, as the kubelet does; returns the exit code. */
    async stop(): Promise<number | null> {
        const child = this.process;
        if (child === undefined) return null;
        if (child.exitCode === null) {
            child.kill("SIGQUIT");
            await once(child, "exit");
        }
        rmSync(this.folder, { recursive: true });
        return child.exitCode;
    }

    /** The lines of the access log, and the error log. */
    logs(): { readonly access: readonly Record<string, string>[]; readonly text: string } {
        const text = readFileSync(this.accessLogFile, "utf8");
        const access = text.split("\n").filter((line) => line !== "");
        return { access: access.map((line) => JSON.parse(line)), text: text + this.errors };
    }

    private flags(args: NginxArgs): string[] {
        const listening = `127.0.0.1:${this.port || 8080}`;
        const file = join(this.folder, "nginx.conf");
        const places = { listen: listening, accessLog: this.accessLogFile, temporary: this.folder };
        writeFileSync(file, nginxConfiguration({ ...args, ...places }));
        return ["-e", "stderr", "-c", file];
    }

    private async isHealthy(): Promise<boolean> {
        return fetch(`http://127.0.0.1:${this.port}/healthz`).then(
            ({ status }) => status === 200,
            () => false,
        );
    }
}
