/** A server behind the shared gateway, as nginx reaches it. */
export interface Upstream {
    /** Name of the API, which is its path too, or of the page. */
    readonly name: string;
    /** Name that resolves inside the cluster: that of a Service. */
    readonly host: string;
    readonly port: number;
}

/** Arguments of the shared gateway's configuration. */
export interface NginxArgs {
    /** APIs, each served at `/<name>`. */
    readonly apis: readonly Upstream[];
    /** Page at every other path. Default: none. */
    readonly page?: Upstream | undefined;
    /** Address of the server. Default: port 8080 of every interface. */
    readonly listen?: string;
    /** Where the access log is written. Default: standard output. */
    readonly accessLog?: string;
    /** Folder for temporary files. Default: `/tmp`. */
    readonly temporary?: string;
}

/** Path of the gateway's health check, which no upstream sees. */
export const healthPath = "/healthz";

/** Port that the gateway listens on by default. */
export const gatewayPort = 8080;

/**
 * The configuration of nginx as the gateway in front of several APIs. It needs nginx 1.19.10 or newer.
 *
 * An API gets requests exactly as it would behind a load balancer that only it uses: at its own paths, with the same headers.
 * Directives: nginx.org/en/docs/http/ngx_http_proxy_module.html and ngx_http_upstream_module.html.
 */
export function nginxConfiguration(args: NginxArgs): string {
    const { apis, page, listen = String(gatewayPort), accessLog = "/dev/stdout", temporary = "/tmp" } = args;
    const upstreams = page === undefined ? apis : [...apis, page];
    return `${head(accessLog, temporary)}
${upstreams.map(upstreamBlock).join("")}
    server {
        listen ${listen} default_server;

        location = ${healthPath} {
            access_log off;
            return 200 '{"status":"ok"}';
        }
${apis.map(apiLocations).join("")}
        location / {
            ${(page ? pageDirectives(page, apis) : [`return 404 '{"message":"Not Found"}';`]).join("\n            ")}
        }
${errorLocations}    }
}
`;
}

// No header and no query is logged, as both may contain a secret. The error log would show the query of a failed call at every
// level below "emerg", at which nginx says why it does not start; the access log has the failed calls.
const logFields = {
    time: "$time_iso8601",
    traceId: "$http_x_amzn_trace_id",
    method: "$request_method",
    path: "$uri",
    status: "$status",
    bytes: "$body_bytes_sent",
    seconds: "$request_time",
    upstream: "$proxy_host",
    upstreamStatus: "$upstream_status",
    upstreamSeconds: "$upstream_response_time",
};

// Limits of a REST API (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html):
// payloads of 10 MB, headers of 10,240 bytes in total, and 29 s for an integration, before which nginx ends with 504. A network
// load balancer drops a connection that was idle for 350 s, so nginx must not close one earlier.
// `proxy_next_upstream` without "timeout", since a second attempt would end after the 29 s, and without "non_idempotent": no
// POST is sent twice. `$path` is the request's path without the first segment, byte for byte: `proxy_pass` with a path would
// decode it. It is empty for a path that leads out of its first segment, such as `/books/../authors`.
const head = (accessLog: string, temporary: string) => `worker_processes 2;
worker_rlimit_nofile 16384;
worker_shutdown_timeout 30s;
pid ${temporary}/nginx.pid;
error_log stderr emerg;

events {
    worker_connections 4096;
}

http {
    log_format requests escape=json '${JSON.stringify(logFields)}';
    access_log ${accessLog} requests;
    types {}
    default_type application/json;
    server_tokens off;

    client_body_temp_path ${temporary}/client_body;
    proxy_temp_path ${temporary}/proxy;
    fastcgi_temp_path ${temporary}/fastcgi;
    uwsgi_temp_path ${temporary}/uwsgi;
    scgi_temp_path ${temporary}/scgi;

    client_max_body_size 10m;
    large_client_header_buffers 4 16k;
    ignore_invalid_headers off;
    keepalive_timeout 400s;

    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_pass_header Date;
    proxy_pass_header Server;
    proxy_redirect off;
    proxy_ignore_headers X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset;
    proxy_buffer_size 16k;
    proxy_buffers 4 16k;
    proxy_max_temp_file_size 0;
    proxy_connect_timeout 3s;
    proxy_send_timeout 28s;
    proxy_read_timeout 28s;
    proxy_next_upstream error;

    map $api$request_uri $path {
        "~^(?<first>[^/]+)/\\k<first>(?<rest>/.*)$" $rest;
        "~^(?<first>[^/]+)/\\k<first>(?<query>\\?.*)?$" /$query;
        default "";
    }
`;

// kube-proxy chooses a pod for each connection. A pod that ends serves for 20 s more: no connection to it is older by then. Idle
// ones end before servers such as those of Node.js and uvicorn close them, which is after 5 s by default.
const upstreamBlock = ({ name, host, port }: Upstream) => `
    upstream ${name} {
        server ${host}:${port};
        keepalive 32;
        keepalive_time 10s;
        keepalive_timeout 4s;
    }
`;

// Two locations, since the prefix `/books` would also match `/bookshop`.
const apiLocations = ({ name }: Upstream) =>
    [`= /${name}`, `/${name}/`]
        .map(
            (place) => `
        location ${place} {
            set $api ${name};
            if ($path = "") {
                return 404 '{"message":"Not Found"}';
            }
            proxy_pass http://${name}$path;
        }
`,
        )
        .join("");

// API Gateway sends every request to an API's path, so a path such as `/books/../index.html` is not meant for the page.
function pageDirectives({ name }: Upstream, apis: readonly Upstream[]): string[] {
    const rejected = `if ($request_uri ~ "^/(${apis.map((api) => api.name).join("|")})([/?]|$)") {
                return 404 '{"message":"Not Found"}';
            }`;
    return [...(apis.length > 0 ? [rejected] : []), `proxy_pass http://${name}$request_uri;`];
}

// nginx's own errors, in the form of API Gateway's.
const errorMessages = {
    413: "Request Too Long",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
};

const errorLocations = Object.entries(errorMessages)
    .map(
        ([status, message]) => `
        error_page ${status} @${status};
        location @${status} {
            return ${status} '${JSON.stringify({ message })}';
        }
`,
    )
    .join("");
