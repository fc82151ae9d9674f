import assert from "node:assert/strict";
import {
    chmodSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineRun, parsePs } from "../../../policy/pack/engine-run";
import { keepPreview, takePreview } from "../../../policy/pack/kept-preview";
import { stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

const stage = plainResource("aws:apigateway/stage:Stage", "stage", {
    restApi: UNKNOWN,
    stageName: "live",
    variables: { password: "correct-horse" },
});
const beanstalk = plainResource("aws:elasticbeanstalk/environment:Environment", "app", {
    settings: [{ name: "PASSWORD", value: "correct-horse" }],
});
const integration = plainResource("aws:apigateway/integration:Integration", "integration", {
    cacheKeyParameters: ["integration.request.path.id"],
    requestParameters: {
        "integration.request.path.id": "method.request.path.id",
        "integration.request.header.X-Origin": "'correct-horse'",
    },
});
const key = plainResource("aws:apigateway/apiKey:ApiKey", "key", {
    tags: { "Client-Id": "web", token: "correct-horse" },
    value: "correct-horse",
});
const canary = plainResource("aws:apigateway/stage:Stage", "canary", {
    canarySettings: { useStageCache: true, stageVariableOverrides: { token: "correct-horse" } },
});
const cdn = plainResource("aws:cloudfront/distribution:Distribution", "cdn", {
    origins: [{ customHeaders: [{ name: "X-Origin", value: "correct-horse" }] }],
    orderedCacheBehaviors: [
        { pathPattern: "/a", functionAssociations: [{ eventType: "viewer-request", functionArn: UNKNOWN }] },
    ],
});
const ingressClass = plainResource("kubernetes:networking.k8s.io/v1:IngressClass", "class", {
    metadata: { name: "inner", annotations: { note: "correct-horse" } },
    spec: { controller: "eks.amazonaws.com/alb" },
});
const secret = plainResource("kubernetes:core/v1:Secret", "secret", { stringData: { password: "correct-horse" } });
const listener = plainResource("aws-native:elasticloadbalancingv2:Listener", "listener", {
    port: 443,
    defaultActions: [{ authenticateOidcConfig: { clientSecret: "correct-horse" } }],
});
const preview = {
    stack: stackOf([stage, beanstalk, integration, key, canary, cdn, ingressClass, secret, listener]),
    causes: new Map([["r2-cached-content" as const, new Set(["api"])]]),
};

describe("the preview that is kept for its update", () => {
    let home: string;
    const folder = () => join(home, "gatehouse-policy");
    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(home, { recursive: true }));

    it("is read once, with what was not known and without what may be secret", () => {
        keepPreview("1-2", preview, home);
        const text = readFileSync(join(folder(), "1-2.json"), "utf8");
        assert.doesNotMatch(text, /correct-horse/);
        const taken = takePreview("1-2", home);
        assert.deepEqual(taken?.causes, preview.causes);
        assert.deepEqual(taken?.stack.byUrn.get("stage")?.props, {
            restApi: UNKNOWN,
            stageName: "live",
            variables: UNKNOWN,
        });
        const propsOf = (urn: string) => taken?.stack.byUrn.get(urn)?.props;
        assert.deepEqual(propsOf("app"), { settings: UNKNOWN });
        assert.deepEqual(propsOf("integration"), {
            cacheKeyParameters: ["integration.request.path.id"],
            requestParameters: {
                "integration.request.path.id": "method.request.path.id",
                "integration.request.header.X-Origin": "''",
            },
        });
        assert.deepEqual(propsOf("key"), { tags: { "Client-Id": "web", token: UNKNOWN }, value: UNKNOWN });
        assert.deepEqual(propsOf("canary"), {
            canarySettings: { useStageCache: true, stageVariableOverrides: UNKNOWN },
        });
        assert.deepEqual(propsOf("cdn"), {
            origins: UNKNOWN,
            orderedCacheBehaviors: [
                { pathPattern: "/a", functionAssociations: [{ eventType: "viewer-request", functionArn: UNKNOWN }] },
            ],
        });
        assert.deepEqual(propsOf("class"), {
            metadata: { name: "inner", annotations: { note: UNKNOWN } },
            spec: { controller: "eks.amazonaws.com/alb" },
        });
        assert.deepEqual(propsOf("secret"), { stringData: UNKNOWN });
        assert.deepEqual(propsOf("listener"), { port: 443, defaultActions: UNKNOWN });
        assert.equal(takePreview("1-2", home), undefined);
    });

    it("is written with permissions for its owner alone", () => {
        keepPreview("1-2", preview, home);
        assert.equal(statSync(folder()).mode & 0o777, 0o700);
        assert.equal(statSync(join(folder(), "1-2.json")).mode & 0o777, 0o600);
        chmodSync(folder(), 0o777);
        assert.throws(() => keepPreview("1-2", preview, home), /only its owner/);
        assert.throws(() => takePreview("1-2", home), /only its owner/);
    });

    it("is not written into a folder that is a link", () => {
        mkdirSync(join(home, "elsewhere"));
        symlinkSync(join(home, "elsewhere"), folder());
        assert.throws(() => keepPreview("1-2", preview, home), /only its owner/);
        assert.deepEqual(readdirSync(join(home, "elsewhere")), []);
    });

    it("is removed after a day if no update took it, and nothing else is", () => {
        keepPreview("1-2", preview, home);
        writeFileSync(join(folder(), "notes.txt"), "");
        for (const name of ["1-2.json", "notes.txt"]) utimesSync(join(folder(), name), 1, 1);
        keepPreview("3-4", preview, home);
        assert.deepEqual(readdirSync(folder()).sort(), ["3-4.json", "notes.txt"]);
    });

    it("that is damaged is an error once", () => {
        keepPreview("1-2", preview, home);
        writeFileSync(join(folder(), "1-2.json"), '{ "resources": [');
        assert.throws(() => takePreview("1-2", home), SyntaxError);
        assert.equal(takePreview("1-2", home), undefined);
    });
});

describe("the run of the CLI", () => {
    it("is not looked for where no engine says whether it previews", () => {
        assert.equal(engineRun({}), undefined);
    });

    it("is read from ps, also with spaces in the path", () => {
        assert.deepEqual(parsePs("  812 Sun Nov 29 07:10:31 2026     /Users/Ann Lee/.pulumi/bin/pulumi\n"), {
            name: "pulumi",
            parent: 812,
            started: "SunNov290710312026",
        });
        assert.equal(parsePs(""), undefined);
    });
});
