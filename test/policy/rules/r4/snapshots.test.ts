import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { definition, gatewayStack } from "../../corpus/gateway/stack";
import { type Declared, unknown } from "../../engine";
import { messagesOf } from "../findings-of";

const settings = JSON.stringify({ apiKeySource: "HEADER" });
const digestOf = (body: string) => createHash("sha256").update(body).update(settings).digest("hex");

// The definition, in which every operation needs a key, and the same without keys and links.
const keyed = JSON.stringify({ ...definition, info: { title: "shop", version: "0" } });
const keyless = JSON.stringify(JSON.parse(keyed), (key, value) => (key === "security" ? [] : value));
const relayed = JSON.stringify(JSON.parse(keyed), (key, value) => (key === "connectionType" ? "INTERNET" : value));
const uncached = JSON.stringify(JSON.parse(keyed), (key, value) => (key === "cacheKeyParameters" ? undefined : value));

const component = (body: string): Declared => ({
    type: "gatehouse:gateway:Snapshot",
    name: "kept",
    isComponent: true,
    props: { snapshot: digestOf(body), body, settings },
});
const kept = (body: string): Declared => ({
    type: "aws:apigateway/deployment:Deployment",
    name: "kept-deployment",
    props: { restApi: unknown, triggers: { snapshot: digestOf(body) } },
    from: { restApi: ["api"] },
});
const ofKept = { from: { restApi: ["api"], deployment: ["kept-deployment"] } };
const canary = (useStageCache: boolean): Omit<Declared, "name" | "type"> => ({
    props: { canarySettings: { deploymentId: unknown, percentTraffic: 10, useStageCache } },
    from: { restApi: ["api"], deployment: ["deployment"], canarySettings: ["kept-deployment"] },
});
const asCanary = canary(true);

const served = (body: string) => gatewayStack({ stage: ofKept, deployment: null }, [component(body), kept(body)]);

describe("R1 to R4 of a kept snapshot", () => {
    it("hold for a body that keeps them, at a stage or its canary", () => {
        for (const policy of ["r1-", "r2-", "r3-", "r4-"]) {
            assert.deepEqual(messagesOf(policy, served(keyed)), []);
            assert.deepEqual(
                messagesOf(policy, gatewayStack({ stage: asCanary }, [component(keyed), kept(keyed)])),
                [],
            );
        }
    });

    it("are broken by a body without keys, links or cache keys, which the finding names with its stage", () => {
        const name = (body: string) => `RestApi "snapshot ${digestOf(body).slice(0, 12)} at stage Test"`;
        for (const [policy, body, words] of [
            ["r4-", keyless, "can be called without a key"],
            ["r1-", relayed, "calls its backend over the internet"],
            ["r2-", uncached, "lacks method.request.path.id"],
        ] as const) {
            const messages = messagesOf(policy, served(body));
            assert.ok(
                messages.every((message) => message.startsWith(`${name(body)}: `)),
                messages.join("\n"),
            );
            assert.ok(messages[0]?.includes(words), messages[0]);
            const beside = gatewayStack({ stage: asCanary }, [component(body), kept(body)]);
            assert.ok(messagesOf(policy, beside).some((own) => own.startsWith(name(body))));
        }
    });

    it("do not matter while no stage serves it, as a stage only may return to it", () => {
        const unserved = gatewayStack({}, [component(keyless), kept(keyless)]);
        for (const policy of ["r1-", "r2-", "r4-"]) assert.deepEqual(messagesOf(policy, unserved), []);
    });

    it("need its text: a deployment with another digest than the body's is a finding without it", () => {
        const other = { ...component(keyed), props: { snapshot: digestOf(keyed), body: keyless, settings } };
        for (const evidence of [[], [other]]) {
            const findings = messagesOf(
                "r4-deployments",
                gatewayStack({ stage: asCanary }, [...evidence, kept(keyed)]),
            );
            assert.ok(findings.length > 0);
            for (const message of findings) assert.match(message, /one of them is a snapshot of an earlier body/);
        }
    });

    it("separate the cache of a canary only as a finding", () => {
        const own = gatewayStack({ stage: canary(false) }, [component(keyed), kept(keyed)]);
        const [message = ""] = messagesOf("r2-", own);
        assert.match(message, /canarySettings\.useStageCache is false/);
    });
});
