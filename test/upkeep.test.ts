import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

const root = resolve(__dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const packages = z
    .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
    .transform(({ dependencies, devDependencies }) => ({ ...dependencies, ...devDependencies }))
    .parse(JSON.parse(read("package.json")));

const { packageRules, customManagers, ...renovate } = z
    .object({
        extends: z.array(z.string()),
        constraints: z.object({ node: z.string() }),
        constraintsFiltering: z.string(),
        packageRules: z.array(
            z.object({
                description: z.string(),
                matchPackageNames: z.array(z.string()),
                allowedVersions: z.string().optional(),
                groupName: z.string().optional(),
            }),
        ),
        customManagers: z.array(
            z.object({
                managerFilePatterns: z.array(z.string()),
                matchStrings: z.array(z.string()),
                depNameTemplate: z.string(),
            }),
        ),
    })
    .parse(JSON.parse(read("renovate.json")));

const ruleOf = (name: string) => packageRules.find(({ matchPackageNames }) => matchPackageNames.includes(name));

/** The peer range that an installed package requires of another. */
function peerRange(packageName: string, peer: string): string {
    const manifest = JSON.parse(read(join("node_modules", packageName, "package.json")));
    return String(manifest.peerDependencies[peer]);
}

describe("renovate.json", () => {
    it("pins digests, and offers only versions that support the project's oldest Node", () => {
        assert.ok(renovate.extends.includes("config:best-practices"));
        assert.equal(renovate.constraintsFiltering, "strict");
        assert.equal(renovate.constraints.node, JSON.parse(read("package.json")).engines.node);
    });

    it("updates Pulumi's packages together", () => {
        const [rule] = packageRules.filter(({ groupName }) => groupName === "Pulumi");
        assert.ok(rule?.matchPackageNames.includes("@pulumi/**"));
        assert.ok(Object.keys(packages).filter((name) => name.startsWith("@pulumi/")).length >= 5);
    });

    it("holds back versions that the peer ranges of other packages exclude", () => {
        assert.equal(ruleOf("@biomejs/biome")?.allowedVersions, `<=${packages["@biomejs/biome"]}`);
        assert.ok(peerRange("@stryker-mutator/mocha-runner", "mocha").endsWith("< 12"));
        assert.equal(ruleOf("mocha")?.allowedVersions, "<12");
        assert.ok(peerRange("@pulumi/pulumi", "typescript").endsWith("< 7"));
        assert.equal(ruleOf("typescript")?.allowedVersions, "<7");
    });

    it("pins every version in a Maven project, and keeps its image on the Java that it is compiled for", () => {
        const projects = readdirSync(join(root, "app")).filter((app) => existsSync(join(root, "app", app, "pom.xml")));
        assert.deepEqual(projects, ["orders"]);
        for (const app of projects) {
            const pom = read(`app/${app}/pom.xml`);
            const artifacts = [...pom.matchAll(/<(dependency|plugin|parent)>(.*?)<\/\1>/gs)].map(
                ([, , text = ""]) => text,
            );
            assert.ok(artifacts.length > 5);
            for (const text of artifacts) assert.match(text, /<version>\d+(\.\d+)+<\/version>/);
            const [, release] = /<maven.compiler.release>(\d+)</.exec(pom) ?? [];
            assert.equal(ruleOf("eclipse-temurin")?.allowedVersions, `/^${release}\\./`);
        }
        assert.ok(ruleOf("software.amazon.awssdk:**"));
    });

    it("finds every place that names the version of the CLI, of the provider that builds images, and of nginx", () => {
        const workflows = readdirSync(join(root, ".github/workflows")).map((file) => `.github/workflows/${file}`);
        const files = [
            ...workflows,
            ".devcontainer/devcontainer.json",
            "infra/backends/built-image.ts",
            "stacks/settings/shared-gateway/schema.ts",
        ];
        const found = (name: string) =>
            customManagers
                .filter(({ depNameTemplate }) => depNameTemplate === name)
                .flatMap(({ managerFilePatterns, matchStrings }) => {
                    const patterns = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)));
                    return files
                        .filter((file) => patterns.some((pattern) => pattern.test(file)))
                        .flatMap((file) =>
                            matchStrings.flatMap((text) => [...read(file).matchAll(new RegExp(text, "g"))]),
                        )
                        .map(({ groups }) => groups?.currentValue);
                });
        const version = packages["@pulumi/pulumi"];
        assert.deepEqual(found("@pulumi/pulumi"), [version, version, version]);
        assert.match(String(found("@pulumi/docker-build")), /^\d+\.\d+\.\d+$/);
        assert.match(String(found("nginxinc/nginx-unprivileged")), /^\d+\.\d+\.\d+-alpine$/);
    });
});

describe("The development container", () => {
    const { image, features, postCreateCommand } = z
        .object({
            image: z.string(),
            features: z.record(z.string(), z.record(z.string(), z.string())),
            postCreateCommand: z.string(),
        })
        .parse(JSON.parse(read(".devcontainer/devcontainer.json")));

    it("has the workflows' version of Node, pinned by digest", () => {
        const [, node] = /:\d+\.\d+\.\d+-(\d+)-bookworm@sha256:[0-9a-f]{64}$/.exec(image) ?? [];
        assert.match(read(".github/workflows/preview.yml"), new RegExp(`node-version: ${node}\n`));
    });

    it("pins features and tools to full versions", () => {
        for (const [feature, { version }] of Object.entries(features)) {
            assert.match(feature, /^ghcr\.io\/[\w-]+\/features\/[\w-]+:\d+\.\d+\.\d+$/);
            if (version !== undefined) assert.match(version, /^\d+\.\d+\.\d+$/);
        }
        assert.equal(postCreateCommand, "npm ci");
    });
});
