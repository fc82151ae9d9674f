import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { databaseKinds } from "../../../tools/cli/serve/database/local-database";
import { withFolder } from "../../with-folder";
import { hasJava } from "./software";

const app = resolve(__dirname, "../../../app/orders");
const read = (name: string) => readFileSync(join(app, name), "utf8");

describe("the image of app/orders", () => {
    const dockerfile = read("Dockerfile");
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));

    it("is built in stages on pinned base images of the Java that it is compiled for, and runs as a numeric non-root user", () => {
        const bases = [...dockerfile.matchAll(/^FROM (?:--platform=\$BUILDPLATFORM )?(\S+)/gm)].map(([, base]) => base);
        const [, release] = /<maven.compiler.release>(\d+)</.exec(read("pom.xml")) ?? [];
        assert.match(
            bases[0] ?? "",
            new RegExp(`^maven:\\d+\\.\\d+\\.\\d+-eclipse-temurin-${release}@sha256:[0-9a-f]{64}$`),
        );
        assert.match(
            bases[1] ?? "",
            new RegExp(`^eclipse-temurin:${release}\\.[\\d._]+-jre-\\w+@sha256:[0-9a-f]{64}$`),
        );
        assert.equal(bases.length, 2);
        // Only the last stage is for the platform of the nodes, and no program of it runs during the build.
        assert.doesNotMatch(lastStage, /--platform|^RUN /m);
        assert.match(lastStage, /^USER [1-9]\d*:[1-9]\d*$/m);
    });

    it("is built from the project, which .dockerignore lets through, and starts what Maven builds", () => {
        const ignored = read(".dockerignore").split("\n");
        for (const name of ["pom.xml", "src"]) {
            assert.match(dockerfile, new RegExp(`^COPY ${name} `, "m"));
            assert.ok(ignored.includes(`!${name}`), name);
            assert.ok(existsSync(join(app, name)), name);
        }
        assert.match(read("pom.xml"), /<finalName>app<\/finalName>/);
        assert.match(
            lastStage,
            /^COPY --from=build \/app\/target\/lib \.\/lib\nCOPY --from=build \/app\/target\/app\.jar \.\/$/m,
        );
        assert.match(lastStage, /^CMD \["java", .*"-jar", "app\.jar"\]$/m);
    });

    it("has the certificates of RDS where the program looks for them, readable to its user", () => {
        const [, file] =
            /^ADD --chmod=0644 https:\/\/truststore\.pki\.rds\.amazonaws\.com\/global\/global-bundle\.pem (\S+)$/m.exec(
                lastStage,
            ) ?? [];
        const [, expected] =
            /DEFAULT_CERTIFICATES = "(.+)"/.exec(read("src/main/java/gatehouse/orders/DatabaseSettings.java")) ?? [];
        assert.ok(file !== undefined);
        assert.equal(file, expected);
    });

    it("has migrations with the same numbers for every engine", () => {
        for (const engine of Object.keys(databaseKinds)) {
            assert.ok(existsSync(join(app, `src/main/resources/migrations/${engine}/1.sql`)), engine);
        }
    });
});

if (hasJava)
    describe("the unit tests of app/orders", function () {
        // Maven may have to download its packages first.
        this.timeout(10 * 60_000);

        it("pass", () =>
            // In a copy, because other tests build below the app's folder at the same time.
            withFolder(async (folder) => {
                for (const part of ["pom.xml", "src"]) cpSync(join(app, part), join(folder, part), { recursive: true });
                const run = promisify(execFile)("mvn", ["--batch-mode", "test"], { cwd: folder });
                const { stdout } = await run.catch((error) => assert.fail(`${error.message}\n${error.stdout}`));
                assert.match(stdout, /Tests run: [1-9]\d*, Failures: 0, Errors: 0, Skipped: 0/);
            }));
    });
