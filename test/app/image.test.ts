import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { tableKeys } from "../../app/pictures/table-picture-store";
import { tableActions } from "../../infra/storage/table";
import { readStack } from "../../tools/cli/project/project";

interface Packages {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly scripts: Readonly<Record<string, string>>;
}

const project = resolve(__dirname, "../..");
const read = (...path: string[]) => readFileSync(join(project, ...path), "utf8");
const packagesOf = (...path: string[]): Packages => JSON.parse(read(...path, "package.json"));

const healthPaths = {
    pictures: "/readyz",
    books: "/readyz",
    quotes: "/readyz",
    accounts: "/readyz",
    "books-service": "/api/books/health",
    authors: "/api/authors/health",
};

for (const [app, healthPath] of Object.entries(healthPaths)) {
    describe(`the image of app/${app}`, function () {
        this.timeout(60_000);

        const sources = readdirSync(join(project, "app", app)).filter((name) => name.endsWith(".ts"));
        const dockerfile = read("app", app, "Dockerfile");
        const ignored = read("app", app, ".dockerignore");
        const dependencies = Object.keys(packagesOf("app", app).dependencies ?? {});

        it("has the package versions that are tested here, also in its lockfile", () => {
            const root = { ...packagesOf().dependencies, ...packagesOf().devDependencies };
            const own = packagesOf("app", app);
            for (const [name, version] of Object.entries({ ...own.dependencies, ...own.devDependencies })) {
                assert.equal(version, root[name], name);
            }
            const locked = JSON.parse(read("app", app, "package-lock.json")).packages[""];
            assert.deepEqual(locked.dependencies, own.dependencies);
        });

        it("depends on the packages that its sources import, and no others", () => {
            const imports = sources.flatMap((file) =>
                [...read("app", app, file).matchAll(/ from "([^.][^"]*)"/g)].map(([, name]) => String(name)),
            );
            const packages = [...new Set(imports.filter((name) => !name.startsWith("node:")))];
            assert.deepEqual(packages.sort(), dependencies.sort());
        });

        it("is built in stages on a pinned base image, runs as a numeric non-root user, and contains no development packages", () => {
            const bases = [...dockerfile.matchAll(/^FROM (?:--platform=\$BUILDPLATFORM )?(\S+)/gm)].map(
                ([, base]) => base,
            );
            assert.equal(new Set(bases).size, 1);
            // Only the last stage is for the platform of the nodes, and no program of it runs during the build.
            assert.doesNotMatch(dockerfile.slice(dockerfile.lastIndexOf("\nFROM ")), /--platform|^RUN /m);
            assert.match(bases[0] ?? "", /^node:\d+\.\d+\.\d+-alpine@sha256:[0-9a-f]{64}$/);
            assert.match(dockerfile, /^USER [1-9]\d*:[1-9]\d*$/m);
            assert.equal(/^RUN npm ci --omit=dev$/m.test(dockerfile), dependencies.length > 0);
        });

        it("starts from the files that it copies, including its OpenAPI document", async () => {
            const image = mkdtempSync(join(tmpdir(), "gatehouse-image-"));
            try {
                const args = (packagesOf("app", app).scripts.build ?? "").split(" ").slice(1);
                const dist = args.map((arg) => (arg === "dist" ? join(image, "dist") : arg));
                const tsc = require.resolve("typescript/bin/tsc");
                execFileSync(process.execPath, [tsc, ...dist], { cwd: join(project, "app", app) });
                const lastStage = dockerfile.slice(dockerfile.lastIndexOf("FROM"));
                const copied = [...lastStage.matchAll(/^COPY (?!--from)(?:--chmod=\d+ )?(\S+) \.\/$/gm)].map(
                    ([, name]) => String(name),
                );
                for (const name of copied) {
                    assert.ok(ignored.split("\n").includes(`!${name}`), `.dockerignore excludes "${name}"`);
                    cpSync(join(project, "app", app, name), join(image, "dist", name));
                }
                const copiesPackages = lastStage.includes("COPY --from=dependencies /app/node_modules ./node_modules");
                assert.equal(copiesPackages, dependencies.length > 0);
                await starts(join(image, "dist", "server.js"), healthPath);
            } finally {
                rmSync(image, { recursive: true });
            }
        });
    });
}

async function starts(file: string, healthPath: string): Promise<void> {
    const env = { ...process.env, NODE_PATH: join(project, "node_modules"), PORT: "0", HOST: "127.0.0.1" };
    const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit");
    try {
        for await (const line of createInterface({ input: child.stdout })) {
            const { event, port } = JSON.parse(line);
            if (event !== "listening") continue;
            assert.equal((await fetch(`http://127.0.0.1:${port}${healthPath}`)).status, 200);
            break;
        }
    } finally {
        child.kill("SIGTERM");
    }
    assert.deepEqual(await ended, [0, null]);
}

describe("the image of app/quotes", () => {
    it("has the Lambda Web Adapter where Lambda looks for extensions, pinned by digest", () => {
        const copied =
            /^COPY --from=public\.ecr\.aws\/awsguru\/aws-lambda-adapter:(\S+) \/lambda-adapter \/opt\/extensions\/lambda-adapter$/m;
        assert.match(copied.exec(read("app/quotes/Dockerfile"))?.[1] ?? "", /^\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/);
    });
});

describe("app/pictures and its table", () => {
    it("is allowed exactly the actions that it uses", () => {
        const commands = [...read("app/pictures/table-picture-store.ts").matchAll(/new (\w+)Command\(/g)];
        const actions = { Delete: "DeleteItem", Get: "GetItem", Put: "PutItem", Query: "Query", Update: "UpdateItem" };
        const used = new Set(commands.map(([, name]) => `dynamodb:${actions[name as keyof typeof actions]}`));
        assert.deepEqual([...used].sort(), [...tableActions]);
    });

    for (const stack of ["dev", "prod"]) {
        it(`has in ${stack} the keys that it needs`, () => {
            assert.deepEqual(readStack(stack).settings.apis.pictures?.table, tableKeys);
        });
    }
});
