import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");

/** The project's folders and files that each folder may import from. */
const allowedImports: Readonly<Record<string, readonly RegExp[]>> = {
    openapi: [/^openapi\//],
    infra: [/^infra\//, /^openapi\//],
    // Bundled: it runs in AWS.
    functions: [/^functions\//],
    policy: [/^policy\//],
    // An app is a separate build context, so it shares nothing with the other one.
    "app/pictures": [/^app\/pictures\//],
    "app/books": [/^app\/books\//],
    "app/books-react": [/^app\/books-react\//],
    "app/accounts": [/^app\/accounts\//],
    "app/quotes": [/^app\/quotes\//],
    "app/books-service": [/^app\/books-service\//],
    "app/authors": [/^app\/authors\//],
    "app/events": [/^app\/events\//],
    "app/photos": [/^app\/photos\//],
    "app/photos-react": [/^app\/photos-react\//],
    stacks: [/^stacks\//, /^infra\//, /^openapi\//],
    tools: [
        /^tools\//,
        /^stacks\//,
        /^openapi\//,
        /^policy\/(contract\/|pack\/(report|catalogue)$)/,
        /^infra\/(gateway\/rest\/method-settings$|map-values$|backends\/backend$|watching\/planned-alarms$)/,
    ],
};

const entries = [/^stacks\/index$/, /^policy\/index$/, /^test\//];

function sources(folder: string): string[] {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|cjs|js)$/.test(file) && !file.includes("node_modules"))
        .map((file) => join(folder, file));
}

function importsOf(file: string): string[] {
    const text = readFileSync(join(root, file), "utf8");
    const specifiers = [...text.matchAll(/(?:from|import|require\(|import\()\s*"(\.[^"]+)"/g)].map(
        (match) => match[1] ?? "",
    );
    return specifiers.map((specifier) =>
        relative(root, resolve(root, dirname(file), specifier)).replace(/\.(ts|js)$/, ""),
    );
}

/** Imports that are allowed in one file only; the file's comment gives the reason. */
const exceptions = new Map([["tools/bench/check-once.ts", "policy/pack/crossguard"]]);

/**
 * The imports between folders, two levels deep (three in tools/). A new import needs a reason; the table must have no
 * cycle.
 */
const imports: Readonly<Record<string, readonly string[]>> = {
    "infra/backends": ["infra"],
    "infra/cluster": ["infra"],
    "infra/database": ["infra"],
    "infra/edge": ["infra"],
    "infra/gateway": ["infra", "infra/backends", "infra/storage", "openapi"],
    "infra/network": ["infra"],
    "infra/pipelines": ["infra", "infra/gateway", "infra/storage", "openapi", "openapi/derive"],
    "infra/storage": ["infra"],
    "infra/watching": ["infra", "infra/gateway", "openapi"],
    "openapi/clients": ["openapi", "openapi/derive"],
    "openapi/derive": ["openapi", "openapi/read"],
    "openapi/read": ["openapi"],
    policy: ["policy/pack"],
    "policy/contract": ["policy/reading"],
    "policy/gateway": ["policy/reading"],
    "policy/pack": ["policy/contract", "policy/gateway", "policy/reading", "policy/rules", "policy/waivers"],
    "policy/rules": ["policy/contract", "policy/gateway", "policy/reading"],
    "policy/waivers": ["policy/contract", "policy/reading", "policy/rules"],
    stacks: [
        "infra",
        "infra/backends",
        "infra/cluster",
        "infra/database",
        "infra/edge",
        "infra/gateway",
        "infra/network",
        "infra/pipelines",
        "infra/storage",
        "openapi",
        "openapi/read",
        "stacks/apis",
        "stacks/compute",
        "stacks/config",
        "stacks/edge",
        "stacks/existing",
        "stacks/http",
        "stacks/pipelines",
        "stacks/settings",
        "stacks/watching",
        "stacks/web-sockets",
    ],
    "stacks/apis": [
        "infra",
        "infra/gateway",
        "infra/pipelines",
        "openapi",
        "openapi/derive",
        "openapi/read",
        "stacks/pipelines",
        "stacks/settings",
    ],
    "stacks/compute": [
        "infra",
        "infra/backends",
        "infra/cluster",
        "infra/gateway",
        "infra/network",
        "openapi",
        "stacks/http",
        "stacks/settings",
    ],
    "stacks/config": ["infra", "openapi", "stacks/settings"],
    "stacks/edge": ["infra", "infra/edge", "infra/gateway", "stacks/settings"],
    "stacks/existing": ["infra/backends", "infra/cluster", "infra/network", "stacks/settings"],
    "stacks/http": [
        "infra",
        "infra/backends",
        "infra/edge",
        "infra/gateway",
        "infra/network",
        "openapi",
        "stacks/apis",
        "stacks/edge",
        "stacks/settings",
    ],
    "stacks/pipelines": ["infra/pipelines", "openapi", "stacks/settings"],
    "stacks/settings": ["infra/edge", "infra/gateway", "openapi"],
    "stacks/watching": [
        "infra",
        "infra/backends",
        "infra/database",
        "infra/edge",
        "infra/gateway",
        "infra/pipelines",
        "infra/watching",
        "openapi",
        "stacks/config",
        "stacks/edge",
        "stacks/settings",
    ],
    "stacks/web-sockets": [
        "infra",
        "infra/gateway",
        "infra/storage",
        "openapi/derive",
        "openapi/read",
        "stacks/settings",
    ],
    "tools/bench": [
        "infra/backends",
        "policy/pack",
        "stacks",
        "tools/bench/gateway",
        "tools/cli/preview",
        "tools/cli/project",
        "tools/cli/terminal",
        "tools/cloud-simulator/engine",
        "tools/cloud-simulator/state",
    ],
    "tools/bench/gateway": [
        "infra",
        "tools",
        "tools/cli/project",
        "tools/cli/serve",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/state",
    ],
    "tools/cli": [
        "tools/cli/cloud",
        "tools/cli/conformance",
        "tools/cli/docs",
        "tools/cli/export",
        "tools/cli/image",
        "tools/cli/load",
        "tools/cli/openapi",
        "tools/cli/preview",
        "tools/cli/rehearsal",
        "tools/cli/release",
        "tools/cli/report",
        "tools/cli/serve",
        "tools/cli/start",
        "tools/cli/terminal",
    ],
    "tools/cli/cloud": [
        "tools/cli/project",
        "tools/cli/terminal",
        "tools/cloud-simulator/engine",
        "tools/cloud-simulator/state",
    ],
    "tools/cli/conformance": ["stacks/settings", "tools/cli/terminal"],
    "tools/cli/docs": [
        "infra/watching",
        "openapi",
        "policy/contract",
        "policy/pack",
        "stacks/settings",
        "tools/cli/preview",
        "tools/cli/project",
        "tools/cli/report",
        "tools/cloud-simulator/rejections",
        "tools/cloud-simulator/state",
    ],
    "tools/cli/export": [
        "openapi",
        "openapi/clients",
        "stacks/apis",
        "stacks/settings",
        "tools/cli/project",
        "tools/cli/serve",
        "tools/cli/terminal",
        "tools/gateway-emulator/state",
    ],
    "tools/cli/image": ["stacks/settings", "tools/cli/project", "tools/cli/terminal"],
    "tools/cli/load": [
        "openapi",
        "tools/cli/project",
        "tools/cli/serve",
        "tools/cli/terminal",
        "tools/cloud-simulator/state",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/state",
    ],
    "tools/cli/openapi": [
        "openapi",
        "openapi/derive",
        "openapi/read",
        "stacks/apis",
        "stacks/settings",
        "tools/cli/terminal",
        "tools/cloud-simulator/rejections",
    ],
    "tools/cli/preview": [
        "policy/contract",
        "policy/pack",
        "stacks",
        "stacks/apis",
        "tools",
        "tools/cli/project",
        "tools/cli/terminal",
        "tools/cloud-simulator/engine",
        "tools/cloud-simulator/state",
    ],
    "tools/cli/project": [
        "openapi",
        "openapi/read",
        "stacks",
        "stacks/apis",
        "stacks/config",
        "stacks/http",
        "stacks/settings",
        "tools/cli/terminal",
        "tools/cloud-simulator/engine",
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
    ],
    "tools/cli/rehearsal": [
        "openapi",
        "stacks",
        "stacks/apis",
        "stacks/config",
        "stacks/edge",
        "stacks/settings",
        "tools",
        "tools/cli/preview",
        "tools/cli/project",
        "tools/cli/release",
        "tools/cli/terminal",
        "tools/cloud-simulator/engine",
        "tools/cloud-simulator/kubernetes",
        "tools/cloud-simulator/providers",
        "tools/cloud-simulator/rejections",
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
        "tools/edge-emulator",
        "tools/edge-emulator/firewall",
        "tools/edge-emulator/origins",
        "tools/edge-emulator/state",
        "tools/gateway-emulator",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/limits",
        "tools/gateway-emulator/state",
        "tools/http-emulator",
        "tools/http-emulator/call",
        "tools/http-emulator/state",
    ],
    "tools/cli/release": [
        "openapi",
        "stacks",
        "stacks/apis",
        "stacks/settings",
        "tools/cli/project",
        "tools/cli/terminal",
        "tools/cloud-simulator/state",
    ],
    "tools/cli/report": [
        "openapi",
        "openapi/derive",
        "policy/contract",
        "policy/pack",
        "stacks/apis",
        "stacks/settings",
        "tools/cli/preview",
        "tools/cli/project",
        "tools/cli/terminal",
        "tools/cloud-simulator/providers",
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
        "tools/gateway-emulator/state",
    ],
    "tools/cli/serve": [
        "infra",
        "openapi",
        "openapi/clients",
        "stacks",
        "stacks/apis",
        "stacks/config",
        "stacks/settings",
        "tools",
        "tools/cli/preview",
        "tools/cli/project",
        "tools/cli/report",
        "tools/cli/terminal",
        "tools/cloud-simulator/engine",
        "tools/cloud-simulator/state",
        "tools/edge-emulator",
        "tools/edge-emulator/firewall",
        "tools/edge-emulator/state",
        "tools/gateway-emulator",
        "tools/gateway-emulator/authorization",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/limits",
        "tools/gateway-emulator/request",
        "tools/gateway-emulator/state",
        "tools/http-emulator",
        "tools/http-emulator/authorization",
        "tools/http-emulator/call",
        "tools/http-emulator/state",
        "tools/service-emulator",
        "tools/service-emulator/queues",
        "tools/service-emulator/state-machines",
        "tools/service-emulator/storage",
        "tools/service-emulator/topics",
        "tools/service-emulator/web-sockets",
        "tools/service-emulator/wire",
    ],
    "tools/cloud-simulator/aws": ["stacks/settings", "tools/cloud-simulator/resources", "tools/cloud-simulator/state"],
    "tools/cloud-simulator/components": [
        "stacks/settings",
        "tools/cloud-simulator/state",
        "tools/cloud-simulator/wire",
    ],
    "tools/cloud-simulator/docker-build": ["tools/cloud-simulator/resources", "tools/cloud-simulator/state"],
    "tools/cloud-simulator/engine": [
        "openapi",
        "stacks/edge",
        "stacks/settings",
        "tools",
        "tools/cloud-simulator/kubernetes",
        "tools/cloud-simulator/providers",
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
        "tools/cloud-simulator/wire",
    ],
    "tools/cloud-simulator/kubernetes": [
        "stacks/settings",
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
        "tools/cloud-simulator/wire",
    ],
    "tools/cloud-simulator/providers": [
        "tools",
        "tools/cloud-simulator/aws",
        "tools/cloud-simulator/components",
        "tools/cloud-simulator/docker-build",
        "tools/cloud-simulator/kubernetes",
        "tools/cloud-simulator/random",
        "tools/cloud-simulator/rejections",
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
        "tools/cloud-simulator/wire",
    ],
    "tools/cloud-simulator/random": ["tools/cloud-simulator/resources", "tools/cloud-simulator/state"],
    "tools/cloud-simulator/rejections": [
        "openapi",
        "stacks/settings",
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
    ],
    "tools/cloud-simulator/resources": ["stacks/settings", "tools/cloud-simulator/state", "tools/cloud-simulator/wire"],
    "tools/cloud-simulator/wire": ["tools", "tools/cloud-simulator/state"],
    "tools/edge-emulator": [
        "tools/edge-emulator/distribution",
        "tools/edge-emulator/firewall",
        "tools/edge-emulator/origins",
        "tools/edge-emulator/request",
        "tools/edge-emulator/state",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/state",
        "tools/http-emulator/state",
    ],
    "tools/edge-emulator/distribution": [
        "tools/edge-emulator/firewall",
        "tools/edge-emulator/functions",
        "tools/edge-emulator/origins",
        "tools/edge-emulator/request",
        "tools/edge-emulator/state",
        "tools/gateway-emulator/http",
    ],
    "tools/edge-emulator/firewall": [
        "tools/edge-emulator/request",
        "tools/edge-emulator/state",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/request",
    ],
    "tools/edge-emulator/functions": [
        "tools/edge-emulator/request",
        "tools/edge-emulator/state",
        "tools/gateway-emulator/http",
    ],
    "tools/edge-emulator/origins": [
        "tools/edge-emulator/firewall",
        "tools/edge-emulator/request",
        "tools/edge-emulator/state",
        "tools/gateway-emulator",
        "tools/gateway-emulator/errors",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/request",
        "tools/gateway-emulator/state",
        "tools/http-emulator/state",
    ],
    "tools/edge-emulator/request": ["tools/gateway-emulator/http"],
    "tools/edge-emulator/state": [
        "tools/cloud-simulator/resources",
        "tools/cloud-simulator/state",
        "tools/gateway-emulator/state",
    ],
    "tools/gateway-emulator": [
        "tools/gateway-emulator/authorization",
        "tools/gateway-emulator/cache",
        "tools/gateway-emulator/errors",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/limits",
        "tools/gateway-emulator/request",
        "tools/gateway-emulator/state",
    ],
    "tools/gateway-emulator/authorization": [
        "openapi",
        "tools/gateway-emulator/errors",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/request",
        "tools/gateway-emulator/state",
        "tools/service-emulator/wire",
    ],
    "tools/gateway-emulator/cache": [
        "tools/gateway-emulator/errors",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/request",
        "tools/gateway-emulator/state",
    ],
    "tools/gateway-emulator/errors": ["openapi", "tools/gateway-emulator/http", "tools/gateway-emulator/state"],
    "tools/gateway-emulator/integration": [
        "openapi",
        "tools/gateway-emulator/errors",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/mapping",
        "tools/gateway-emulator/request",
        "tools/gateway-emulator/state",
        "tools/service-emulator",
    ],
    "tools/gateway-emulator/limits": [
        "tools/gateway-emulator/errors",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/state",
    ],
    "tools/gateway-emulator/request": [
        "openapi",
        "tools/gateway-emulator/errors",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/state",
    ],
    "tools/gateway-emulator/state": ["infra/backends", "openapi", "tools/cloud-simulator/state"],
    "tools/http-emulator": [
        "tools/gateway-emulator",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/limits",
        "tools/http-emulator/authorization",
        "tools/http-emulator/call",
        "tools/http-emulator/functions",
        "tools/http-emulator/integration",
        "tools/http-emulator/routing",
        "tools/http-emulator/state",
    ],
    "tools/http-emulator/authorization": [
        "tools/gateway-emulator/authorization",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/request",
        "tools/http-emulator/call",
        "tools/http-emulator/functions",
        "tools/http-emulator/state",
    ],
    "tools/http-emulator/call": ["tools/gateway-emulator", "tools/gateway-emulator/http", "tools/http-emulator/state"],
    "tools/http-emulator/functions": [
        "openapi",
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/request",
        "tools/gateway-emulator/state",
        "tools/http-emulator/call",
        "tools/http-emulator/integration",
        "tools/http-emulator/state",
    ],
    "tools/http-emulator/integration": [
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/integration",
        "tools/gateway-emulator/mapping",
        "tools/gateway-emulator/request",
        "tools/http-emulator/call",
        "tools/http-emulator/load-balancer",
        "tools/http-emulator/state",
    ],
    "tools/http-emulator/load-balancer": [
        "openapi",
        "tools/gateway-emulator/integration",
        "tools/http-emulator/call",
        "tools/http-emulator/state",
    ],
    "tools/http-emulator/routing": [
        "tools/gateway-emulator/http",
        "tools/gateway-emulator/request",
        "tools/http-emulator/call",
        "tools/http-emulator/state",
    ],
    "tools/http-emulator/state": ["tools/cloud-simulator/state", "tools/gateway-emulator/state"],
    "tools/service-emulator/queues": ["tools/service-emulator", "tools/service-emulator/wire"],
    "tools/service-emulator/state-machines": [
        "tools/service-emulator",
        "tools/service-emulator/topics",
        "tools/service-emulator/wire",
    ],
    "tools/service-emulator/storage": ["tools/service-emulator", "tools/service-emulator/wire"],
    "tools/service-emulator/topics": ["tools/service-emulator", "tools/service-emulator/wire"],
    "tools/service-emulator/web-sockets": ["tools/service-emulator", "tools/service-emulator/wire"],
    "tools/service-emulator/wire": ["tools/service-emulator"],
};

/** Returns the folder of a file in that table. */
function tableFolderOf(file: string): string {
    const folders = file.split("/").slice(0, -1);
    return folders.slice(0, folders[0] === "tools" ? 3 : 2).join("/");
}

describe("Imports between folders", () => {
    for (const [folder, allowed] of Object.entries(allowedImports)) {
        it(`${folder} imports only from ${allowed.map(String).join(", ")}`, () => {
            const violations = sources(folder)
                .filter((file) => file !== "policy/start.js")
                .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
                .filter(({ file, target }) => exceptions.get(file) !== target)
                .filter(({ target }) => !allowed.some((pattern) => pattern.test(target)));
            assert.deepEqual(violations, []);
        });
    }

    it("no file imports an entry file or a test", () => {
        const violations = Object.keys(allowedImports)
            .flatMap(sources)
            .filter((file) => file !== "policy/start.js")
            .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
            .filter(({ target }) => entries.some((pattern) => pattern.test(target)));
        assert.deepEqual(violations, []);
    });

    it("a component of infra uses components of other folders through the port only", () => {
        const shared = [
            "infra/access-policy",
            "infra/aws-cli",
            "infra/aws-credentials",
            "infra/database-access",
            "infra/image-access",
            "infra/map-values",
            "infra/node-function",
            "infra/pod-association",
            "infra/public-access-block",
            "infra/vpc-function",
            "infra/backends/backend",
            // Shared by the kinds of compute without a load balancer controller.
            "infra/backends/network-load-balancer",
            // Shared by all kinds of compute.
            "infra/backends/secrets/secret-reference",
            "infra/backends/secrets/secret-source",
            "infra/backends/secrets/secret-value",
            // A canary is a client, whose key and plan are made as those of others.
            "infra/gateway/rest/client-keys",
            // Shared by the integrations of the gateway, by WebSocket APIs and by pipelines.
            "infra/gateway/services/queue",
            "infra/gateway/services/queue-consumer",
            "infra/gateway/services/state-machine",
            "infra/storage/table",
            // Throttles and logs have the same form at stages of both kinds.
            "infra/gateway/rest/method-settings",
            // Types of what is watched, for its alarms and for the dashboard.
            "infra/watching/alarm-definition",
            "infra/watching/planned-alarms",
        ];
        const violations = sources("infra").flatMap((file) =>
            importsOf(file)
                .filter((target) => target.startsWith("infra/") && dirname(target) !== dirname(file))
                // A folder shares its files with the folders inside it.
                .filter((target) => !dirname(file).startsWith(`${dirname(target)}/`) || dirname(target) === "infra")
                .filter((target) => !shared.includes(target))
                .map((target) => ({ file, target })),
        );
        assert.deepEqual(violations, []);
    });

    it("match the table, two levels deep", () => {
        const files = Object.keys(allowedImports).flatMap(sources);
        const found = new Map<string, Set<string>>();
        for (const file of files)
            for (const target of importsOf(file)) {
                const [from, to] = [tableFolderOf(file), tableFolderOf(`${target}.ts`)];
                if (from !== to) found.set(from, (found.get(from) ?? new Set()).add(to));
            }
        const table = [...found].map(([from, to]) => [from, [...to].sort()] as const);
        assert.deepEqual(Object.fromEntries(table.sort(([a], [b]) => a.localeCompare(b))), imports);
    });

    it("have no cycle, two levels deep", () => {
        const visit = (folder: string, path: readonly string[]): void => {
            assert.ok(!path.includes(folder), [...path, folder].join(" → "));
            for (const target of imports[folder] ?? []) visit(target, [...path, folder]);
        };
        for (const folder of Object.keys(imports)) visit(folder, []);
    });

    it("every folder has source files", () => {
        for (const folder of Object.keys(allowedImports)) assert.ok(sources(folder).length > 0, folder);
    });
});
