import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { isObject } from "../../openapi/raw-value";
import { program } from "../../stacks/program";
import { runPreview } from "../../tools/cli/preview/run-preview";
import { programEnvironment } from "../../tools/cli/project/program-environment";
import { projectFolder, projectName, readStack } from "../../tools/cli/project/project";
import { withRealValues } from "../../tools/cli/project/real-values";
import { withSetting } from "../../tools/cli/rehearsal/settings-edit";
import { buildReport } from "../../tools/cli/report/build-report";
import { runOf } from "../../tools/cli/report/facts/engine-run";
import { type OfflineStack, withOfflineStack } from "../../tools/cloud-simulator/engine/offline-stack";
import type { StackConfig } from "../../tools/cloud-simulator/engine/stack-config";
import { secretParts } from "../../tools/cloud-simulator/state/named-secrets";
import { mapOf, text } from "../../tools/cloud-simulator/state/property-values";
import { parseUrn } from "../../tools/cloud-simulator/state/urn";
import { assertHolds } from "./previewed-stack";

const token = "correct-horse-battery-staple";
const another = "incorrect-donkey-capacitor-nail";
const rotated = "wrong-mule-resistor-pin";
const database = "arn:aws:secretsmanager:eu-central-1:270727272727:secret:shop/database-AbCdEf";
const apis = {
    kubernetes: "pictures",
    shared: "books",
    fargate: "authors",
    instances: "orders",
    lambda: "quotes",
};

// A secret in an exported state (pulumi/pulumi, sdk/go/common/resource/sig/sig.go).
const encrypted =
    /\{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","(plaintext|ciphertext)":"(\\.|[^"\\])*"\}/g;

describe("the secrets of an API on each kind of compute", function () {
    this.timeout(20 * 60_000);

    const stack = readStack({ name: "every-kind", file: "stacks/examples/Pulumi.every-kind.yaml" });

    // Only the named APIs: what others still wait for after a failure would end within the next stack.
    const withSecrets = (secrets: Readonly<Record<string, string>>, names = Object.values(apis)): StackConfig => {
        const config = withRealValues(stack.config);
        const own = names.map((name) => {
            // Without the functions and secrets of a database.
            const { database: _, ...settings } = section(section(config["gatehouse:apis"])[name]);
            return [name, { ...settings, secrets }];
        });
        return withSetting(config, ["gatehouse:apis"], Object.fromEntries(own));
    };
    const configOf = (value: string) => withSecrets({ TOKEN: value, PASSWORD: `${database}:password::` });

    it("are in no state, event or user data in plain, reach their container, and a new value rolls out", async () => {
        await rehearse(configOf(token), async (offline, events) => {
            const seen: string[] = [];
            const up = async () => {
                events.length = 0;
                const { succeeded, error } = await offline.up();
                assert.ok(succeeded, error);
                // The configuration is that of the stack's file, where the value is encrypted.
                seen.push(JSON.stringify(events.filter(({ preludeEvent }) => !preludeEvent)));
                seen.push(JSON.stringify(await offline.exportState()).replaceAll(encrypted, ""));
                return changed(events);
            };

            await up();
            assert.deepEqual(await received(offline), { TOKEN: token, PASSWORD: "offline-secret" });
            await offline.configure(configOf(another));
            assert.deepEqual(await up(), [
                "apps/v1:Deployment books update",
                "apps/v1:Deployment pictures update",
                "autoscaling/group:Group orders update",
                "core/v1:Secret books replace",
                "core/v1:Secret pictures replace",
                "ec2/launchTemplate:LaunchTemplate orders-amd64 update",
                "ecs/service:Service authors update",
                "ecs/taskDefinition:TaskDefinition authors replace",
                "lambda/alias:Alias quotes-Test update",
                "lambda/function:Function quotes update",
                "secretsmanager/secretVersion:SecretVersion authors-TOKEN replace",
                "secretsmanager/secretVersion:SecretVersion orders-TOKEN replace",
            ]);
            assert.deepEqual(await received(offline), { TOKEN: another, PASSWORD: "offline-secret" });

            // Tasks and machines read it when they start.
            offline.cloud.secrets.set(database, JSON.stringify({ password: rotated }));
            assert.deepEqual(await up(), [
                "apps/v1:Deployment books update",
                "apps/v1:Deployment pictures update",
                "core/v1:Secret books replace",
                "core/v1:Secret pictures replace",
                "lambda/alias:Alias quotes-Test update",
                "lambda/function:Function quotes update",
            ]);
            assert.deepEqual(await received(offline), { TOKEN: another, PASSWORD: rotated });
            assert.deepEqual(await up(), []);

            const all = seen.join("\n");
            assert.ok(all.includes("secretKeyRef") && all.includes("orders-TOKEN"));
            for (const value of [token, another, rotated])
                for (const form of [value, Buffer.from(value).toString("base64")])
                    assert.ok(!all.includes(form), value);
            assert.ok(
                !userDataOf(offline.cloud).some((data) =>
                    [token, another, rotated].some((value) => data.includes(value)),
                ),
            );
        });
    });

    it("keep every rule, and are in no result or event of a preview, which reports are made from", async () => {
        const events: EngineEvent[] = [];
        const result = await runPreview({
            stack: { ...stack, config: configOf(token) },
            program: async () => program(),
            diff: true,
            onEvent: (event) => events.push(event),
        });
        assertHolds(result);
        const report = buildReport(runOf(result, events), { source: "offline preview", folder: projectFolder });
        const shown = JSON.stringify([events.filter(({ preludeEvent }) => !preludeEvent), result, report]);
        assert.ok(shown.includes("orders-TOKEN"));
        for (const value of [token, "offline-secret"])
            for (const form of [value, Buffer.from(value).toString("base64")]) assert.ok(!shown.includes(form), value);
    });

    it("fail the preview where one does not exist that is read at deployment, and name it", async () => {
        for (const api of [apis.kubernetes, apis.lambda])
            await rehearse(withSecrets({ PASSWORD: database }, [api]), async (offline) => {
                offline.cloud.secrets.delete(database);
                const { succeeded, error } = await offline.preview();
                assert.ok(!succeeded);
                assert.match(
                    error ?? "",
                    /Secrets Manager Secret "arn:\S+:secret:shop\/database-AbCdEf" Version "AWSCURRENT" not found/,
                );
            });
    });

    for (const [api, words] of [
        [apis.fargate, /unable to pull secrets or registry auth: ResourceNotFoundException/],
        [apis.instances, /capacity satisfied: .*: ResourceNotFoundException: .*secret:shop\/database-AbCdEf/],
    ] as const)
        it(`fail the start of ${api}, which reads them itself, where one does not exist`, async () => {
            await rehearse(withSecrets({ PASSWORD: database }, [api]), async (offline) => {
                offline.cloud.secrets.delete(database);
                const previewed = await offline.preview();
                assert.ok(previewed.succeeded, previewed.error);
                const { succeeded, error } = await offline.up();
                assert.ok(!succeeded);
                assert.match(error ?? "", words);
            });
        });

    it("name the secret and the key that it lacks, and never its text", async () => {
        await rehearse(withSecrets({ PASSWORD: `${database}:password::` }, [apis.lambda]), async (offline, events) => {
            offline.cloud.secrets.set(database, JSON.stringify({ secret: token }));
            const { succeeded, error } = await offline.preview();
            assert.ok(!succeeded);
            assert.match(error ?? "", /secret arn:\S+database-AbCdEf: got no JSON object with the key "password"/);
            assert.ok(!`${error}${JSON.stringify(events)}`.includes(token));
        });
    });

    it("are never quoted by Lambda, whose limit is checked before", async () => {
        const long = token.repeat(200);
        await rehearse(withSecrets({ TOKEN: long }, [apis.lambda]), async (offline, events) => {
            const { succeeded, error } = await offline.preview();
            assert.ok(!succeeded);
            assert.match(
                error ?? "",
                /API "quotes": got \d+ bytes of environment variables and secrets, want at most 4096/,
            );
            const shown = JSON.stringify(events.filter(({ preludeEvent }) => !preludeEvent));
            assert.ok(!`${error}${shown}`.includes(token));
        });
    });

    function section(value: unknown): Record<string, unknown> {
        assert.ok(isObject(value));
        return value;
    }

    async function rehearse(
        config: StackConfig,
        use: (offline: OfflineStack, events: EngineEvent[]) => Promise<void>,
    ): Promise<void> {
        const events: EngineEvent[] = [];
        await withOfflineStack(
            {
                projectName,
                stackName: stack.name,
                config,
                program: async () => program(),
                programEnvironment,
                onEvent: (event) => events.push(event),
            },
            (offline) => use(offline, events),
        );
    }

    // The secret variables of every container, each the same everywhere, as compute resolves them.
    async function received({ cloud }: OfflineStack): Promise<Record<string, string>> {
        const reference = (value: string) => {
            const parts = secretParts(value);
            assert.ok(parts, value);
            const { arn, jsonKey, versionId } = parts;
            const versions = cloud.store.ofType("aws:secretsmanager/secretVersion:SecretVersion");
            const found = versions.find(({ outputs }) => outputs.versionId === versionId)?.outputs.secretString;
            const content = cloud.secrets.get(arn) ?? text(found);
            return jsonKey === "" ? content : JSON.parse(content)[jsonKey];
        };
        const references: Record<string, string>[] = [];
        for (const { inputs } of cloud.store.ofType("aws:ecs/taskDefinition:TaskDefinition")) {
            const [{ secrets }] = JSON.parse(text(inputs.containerDefinitions));
            references.push(
                Object.fromEntries(secrets.map((own: Record<string, string>) => [own.name, own.valueFrom])),
            );
        }
        for (const data of userDataOf(cloud)) {
            const { write_files: files } = JSON.parse(data.split("\n").slice(1).join("\n"));
            const list = files.find(({ path }: { path: string }) => path === "/etc/gatehouse/secrets.json");
            references.push(JSON.parse(list.content));
        }
        const values = [
            ...references.map((own) =>
                Object.fromEntries(Object.entries(own).map(([name, value]) => [name, reference(value)])),
            ),
            ...cloud.store.ofType("kubernetes:core/v1:Secret").map(({ inputs }) => mapOf(inputs.stringData)),
            ...cloud.store.ofType("aws:lambda/function:Function").map(({ inputs }) => {
                const { TOKEN, PASSWORD } = mapOf(mapOf(inputs.environment).variables);
                return { TOKEN, PASSWORD };
            }),
        ];
        assert.equal(values.length, Object.keys(apis).length);
        const sorted = values.map(({ TOKEN, PASSWORD }) => JSON.stringify({ TOKEN, PASSWORD }));
        assert.equal(new Set(sorted).size, 1, sorted.join("\n"));
        return JSON.parse(sorted[0] ?? "{}");
    }

    function userDataOf(cloud: OfflineStack["cloud"]): string[] {
        return cloud.store
            .ofType("aws:ec2/launchTemplate:LaunchTemplate")
            .map(({ inputs }) => Buffer.from(text(inputs.userData), "base64").toString());
    }

    // The changed resources, without the package of their types.
    function changed(events: readonly EngineEvent[]): string[] {
        return events
            .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
            .filter(({ op }) => ["create", "update", "replace", "delete"].includes(op))
            .map(({ urn, op }) => `${parseUrn(urn).type.replace(/^\w+:/, "")} ${parseUrn(urn).name} ${op}`)
            .filter((line) => !line.startsWith("index:") && !line.startsWith("pulumi:"))
            .sort();
    }
});
