import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExternalServer, startExternalServer } from "./external-server";

/** Whether nginx is installed. */
export function hasNginx(): boolean {
    return spawnSync("nginx", ["-v"]).status === 0;
}

/**
 * Starts nginx with one worker, as the gateway is one process, and with the same rules: a key or 403, a limit for each key,
 * and at `/Cached` a cache of 300 s whose key is the path and the listed parameters. `/Uncached` has no cache.
 */
export async function startNginx(upstream: string, keys: readonly string[]): Promise<ExternalServer> {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
    mkdirSync(join(folder, "temp"));
    // If root starts nginx, its worker runs as another user.
    chmodSync(folder, 0o755);
    const server = await startExternalServer("nginx", (port) => {
        writeFileSync(join(folder, "nginx.conf"), configuration(upstream, keys, port));
        return ["-p", folder, "-e", "error.log", "-c", "nginx.conf"];
    });
    const stop = async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
    };
    return { ...server, stop };
}

function configuration(upstream: string, keys: readonly string[], port: number): string {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
        (name) => `${name}_temp_path temp/${name};`,
    );
    const proxy = `
            if ($client = "") { return 403; }
            limit_req zone=clients burst=1000000 nodelay;
            proxy_pass http://app/;
            proxy_http_version 1.1;
            proxy_set_header Connection "";`;
    return `daemon off;
worker_processes 1;
pid nginx.pid;
events { worker_connections 1024; }
http {
    access_log off;
    ${temporary.join("\n    ")}
    map $http_x_api_key $client { default ""; ${keys.map((key, index) => `"${key}" c${index};`).join(" ")} }
    limit_req_zone $client zone=clients:10m rate=1000000r/s;
    proxy_cache_path cache keys_zone=stage:10m max_size=512m;
    upstream app { server ${upstream.replace("http://", "")}; keepalive 128; }
    server {
        listen 127.0.0.1:${port};
        keepalive_requests 1000000;
        location /Uncached/pictures/ {${proxy}
        }
        location /Cached/pictures/ {${proxy}
            proxy_cache stage;
            proxy_cache_key $uri|$arg_limit|$arg_tag;
            proxy_cache_valid any 300s;
            proxy_ignore_headers Cache-Control Expires Vary;
        }
    }
}
`;
}
