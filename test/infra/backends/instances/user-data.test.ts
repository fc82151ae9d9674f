import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describeMachine } from "../../../../infra/backends/instances/api-unit";
import { maxUserDataBytes, type UserDataArgs, userData } from "../../../../infra/backends/instances/user-data";

const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const args: UserDataArgs = {
    name: "books",
    image: `${registry}/shop/books@sha256:0123`,
    port: 8080,
    machinePort: 80,
    environment: { PORT: "8080", GREETING: `it's "$HOME" \\ #1` },
    secrets: {},
    namespace: "Gatehouse/shop",
    logGroup: "/gatehouse/shop/books",
    region: "eu-central-1",
};

interface CloudConfig {
    readonly packages: readonly string[];
    readonly write_files: readonly { readonly path: string; readonly content: string; readonly permissions: string }[];
    readonly runcmd: readonly string[];
}

function parsed(changes: Partial<UserDataArgs> = {}): CloudConfig {
    const [head, ...json] = userData({ ...args, ...changes }).split("\n");
    assert.equal(head, "#cloud-config");
    return JSON.parse(json.join("\n"));
}

function fileAt(path: string, changes: Partial<UserDataArgs> = {}) {
    const found = parsed(changes).write_files.filter((file) => file.path === path);
    assert.equal(found.length, 1, path);
    return found[0] as CloudConfig["write_files"][number];
}

const unit = (changes: Partial<UserDataArgs> = {}) =>
    fileAt("/etc/systemd/system/gatehouse-api.service", changes).content.split("\n");

describe("user data", () => {
    it("installs what it needs from the repositories of Amazon Linux, and starts it", () => {
        const { packages, runcmd } = parsed();
        assert.deepEqual(packages, ["docker", "amazon-cloudwatch-agent", "amazon-ecr-credential-helper"]);
        assert.deepEqual(runcmd.slice(-3), [
            "systemctl daemon-reload",
            "systemctl enable --now docker.service gatehouse-api.service",
            "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/gatehouse/cloudwatch-agent.json",
        ]);
    });

    it("runs the image by digest, without root, capabilities and writable files", () => {
        const [start = ""] = unit().filter((line) => line.startsWith("ExecStart="));
        assert.ok(start.endsWith(` --publish 80:8080 ${args.image}`), start);
        for (const option of [
            "--rm",
            "--user 1000:1000",
            "--read-only",
            "--cap-drop ALL",
            "--security-opt no-new-privileges",
            "--memory ${MEMORY}",
            "--env-file /etc/gatehouse/environment",
        ])
            assert.ok(start.includes(` ${option} `), option);
        assert.doesNotMatch(start, /privileged|--network|--volume|--env /);
    });

    it("starts it again whenever it ends, and gives it time to finish", () => {
        const lines = unit();
        for (const line of [
            "Restart=always",
            "StartLimitIntervalSec=0",
            "Requires=docker.service",
            "ExecStop=/usr/bin/docker stop -t 30 api",
            "TimeoutStopSec=45",
            "WantedBy=multi-user.target",
        ])
            assert.ok(lines.includes(line), line);
    });

    it("sends its output to the log group, in a stream for each machine, without blocking it", () => {
        const [start = ""] = unit().filter((line) => line.startsWith("ExecStart="));
        const options = [...start.matchAll(/--log-opt (\S+)/g)].map(([, option]) => option);
        assert.ok(start.includes(" --log-driver awslogs "));
        assert.deepEqual(options, [
            "awslogs-group=/gatehouse/shop/books",
            "awslogs-region=eu-central-1",
            "awslogs-stream=books/${INSTANCE}",
            "mode=non-blocking",
            "max-buffer-size=25m",
        ]);
    });

    it("writes the environment into a file of root, each value as it is", () => {
        const { content, permissions } = fileAt("/etc/gatehouse/environment");
        assert.equal(content, `GREETING=it's "$HOME" \\ #1\nPORT=8080\n`);
        assert.equal(permissions, "0600");
        assert.ok(!unit().join().includes("GREETING"));
    });

    it("has references to secrets and the program that reads them, if there are any", () => {
        const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:books-TOKEN-0a1b2c:::version-1";
        const changes = { secrets: { TOKEN: arn } };
        assert.deepEqual(JSON.parse(fileAt("/etc/gatehouse/secrets.json", changes).content), { TOKEN: arn });
        assert.ok(fileAt("/etc/gatehouse/start.py", changes).content.startsWith("import "));
        assert.ok(parsed(changes).packages.includes("awscli-2"));
        const starting = (lines: readonly string[]) => lines.find((line) => line.startsWith("ExecStart=")) ?? "";
        const command = starting(unit(changes));
        const docker = starting(unit()).replace("ExecStart=", "").replace(" --name api ", " --name api --env TOKEN ");
        assert.equal(command, `ExecStart=/usr/bin/python3 -X utf8 /etc/gatehouse/start.py ${docker}`);
        assert.doesNotMatch(userData(args), /secrets\.json|start\.py|awscli/);
    });

    it("logs in to ECR by the role of the machine, for an image in ECR only", () => {
        const path = "/etc/gatehouse/docker/config.json";
        assert.deepEqual(JSON.parse(fileAt(path).content), { credHelpers: { [registry]: "ecr-login" } });
        const other = { image: "public.ecr.aws/nginx/nginx:1" };
        assert.deepEqual(JSON.parse(fileAt(path, other).content), {});
        assert.deepEqual(parsed(other).packages, ["docker", "amazon-cloudwatch-agent"]);
    });

    it("measures memory and disk under the name of the API, and sends the log of the start", () => {
        const config = JSON.parse(fileAt("/etc/gatehouse/cloudwatch-agent.json").content);
        const measured = { measurement: ["used_percent"], append_dimensions: { Api: "books" } };
        assert.deepEqual(config.metrics, {
            namespace: "Gatehouse/shop",
            metrics_collected: { mem: measured, disk: { ...measured, resources: ["/"], drop_device: true } },
        });
        assert.equal(config.agent.omit_hostname, true);
        assert.deepEqual(config.logs.logs_collected.files.collect_list, [
            {
                file_path: "/var/log/cloud-init-output.log",
                log_group_name: "/gatehouse/shop/books",
                log_stream_name: "books/{instance_id}/start",
            },
        ]);
    });

    it("is the same for the same arguments, whatever the order of the variables", () => {
        const { PORT, GREETING } = args.environment as Record<string, string>;
        assert.equal(userData({ ...args, environment: { GREETING, PORT } as Record<string, string> }), userData(args));
    });

    it("is at most as long as EC2 accepts", () => {
        const free = maxUserDataBytes - Buffer.byteLength(userData({ ...args, environment: { A: "" } }));
        assert.ok(free > 10_000, String(free));
        assert.equal(Buffer.byteLength(userData({ ...args, environment: { A: "x".repeat(free) } })), maxUserDataBytes);
        assert.throws(
            () => userData({ ...args, environment: { A: "x".repeat(free + 1) } }),
            /^Error: API "books": got user data of 16385 bytes, want at most 16384, .* Shorten its environment$/,
        );
    });

    // Of 2 GiB and of 0.5 GiB, in KiB.
    for (const [total, rest] of [
        [2_097_152, 1_572_864],
        [524_288, 262_144],
    ] as const) {
        it(`leaves the container ${rest} of ${total} KiB of memory`, () => {
            const [memory = ""] = describeMachine();
            const script = memory.replace("/proc/meminfo", "-");
            const input = `MemFree:  1 kB\nMemTotal:  ${total} kB\n`;
            const found = execFileSync("sh", ["-c", `${script}; echo "$memory"`], { encoding: "utf8", input });
            assert.equal(found.trim(), String(rest));
        });
    }
});
