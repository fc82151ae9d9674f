import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStack } from "../../../../tools/cli/project/project";
import {
    keyProblems,
    parseStackFile,
    plainSecretProblems,
    readStackFile,
    stackNames,
    valuesIn,
} from "../../../../tools/cli/project/stack-file";
import { stackFilePath, stackSource } from "../../../../tools/cli/project/stack-source";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

function problemsOf(read: () => unknown): readonly string[] {
    try {
        read();
    } catch (error) {
        if (error instanceof UsageError) return error.problems;
        throw error;
    }
    return [];
}

describe("parseStackFile", () => {
    it("reads the map under config", () => {
        assert.deepEqual(parseStackFile("Pulumi.x.yaml", "config:\n  aws:region: eu-central-1\n"), {
            config: { "aws:region": "eu-central-1" },
            notices: [],
        });
    });

    for (const [title, text, problem] of [
        ["an empty file", "", '"Pulumi.x.yaml": got an empty file, want a map `config` with the settings of the stack'],
        [
            "a file of comments",
            "# nothing\n",
            '"Pulumi.x.yaml": got an empty file, want a map `config` with the settings of the stack',
        ],
        ["a list", "- 1\n", '"Pulumi.x.yaml": got no map, want a map `config` with the settings of the stack'],
        [
            "a file without config",
            "secretsprovider: default\n",
            '"Pulumi.x.yaml": got no map `config`, want a map `config` with the settings of the stack',
        ],
    ] as const) {
        it(`rejects ${title}`, () =>
            assert.deepEqual(
                problemsOf(() => parseStackFile("Pulumi.x.yaml", text)),
                [problem],
            ));
    }

    it("names the environments of Pulumi ESC, which no offline run opens, in each of their forms", () => {
        const noticesOf = (environment: string) =>
            parseStackFile("Pulumi.x.yaml", `config: {}\nenvironment: ${environment}\n`).notices;
        const message =
            '"Pulumi.x.yaml" line 2: environment: ESC environments are not opened offline, so configuration and variables from them are missing';
        assert.deepEqual(noticesOf("[aws/dev, { common: { merge: false } }]"), [`${message}: "aws/dev", "common"`]);
        assert.deepEqual(noticesOf("{ imports: [aws/dev], values: { pulumiConfig: {} } }"), [`${message}: "aws/dev"`]);
        assert.deepEqual(noticesOf("{ values: { environmentVariables: { A: b } } }"), [message]);
    });

    it("names keys that Pulumi does not know, and knows those of its secrets", () => {
        const text = `secretsprovider: awskms://alias/a
encryptedkey: AQ==
encryptionsalt: v1:a
config: {}
environments: [a]
tags: {}
`;
        assert.deepEqual(parseStackFile("Pulumi.x.yaml", text).notices, [
            '"Pulumi.x.yaml" line 5: environments: this key is unknown, and nothing reads it; did you mean "environment"?',
            '"Pulumi.x.yaml" line 6: tags: this key is unknown, and nothing reads it',
        ]);
    });

    it("rejects invalid YAML, with the line", () => {
        const [problem] = problemsOf(() => parseStackFile("Pulumi.x.yaml", "config:\n  a: 1\n  a: 2\n"));
        assert.equal(problem, '"Pulumi.x.yaml" line 3: got a syntax error (Map keys must be unique), want YAML');
    });

    it("reports a syntax error once, even if it ends several maps", () => {
        const text = "config:\n  a: { b: { c: 1\n  d: 2\n";
        assert.deepEqual(
            problemsOf(() => parseStackFile("Pulumi.x.yaml", text)),
            [
                '"Pulumi.x.yaml" line 3: got a syntax error (Flow map in block collection must be sufficiently indented and end with a }), want YAML',
            ],
        );
    });
});

describe("The keys and values of a stack file", () => {
    it("are those in the program, although `pulumi config set` writes numbers and booleans as strings", () => {
        const config = { "gatehouse:logRetentionDays": "90", "gatehouse:namespace": "apis", "aws:region": "x" };
        assert.deepEqual(valuesIn("gatehouse", config), { logRetentionDays: 90, namespace: "apis" });
    });

    it("have the settings' namespace, even in a project with another name", () => {
        const config = { "aws:region": "eu-central-1", "shop:namespace": "a", "other:key": "b" };
        assert.deepEqual(keyProblems("gatehouse", "shop", config), [
            '"shop:namespace": got an unknown namespace, want "gatehouse:namespace"',
        ]);
        assert.deepEqual(keyProblems("gatehouse", "gatehouse", { ...config, "gatehouse:apis": {} }), []);
    });
});

describe("readStack", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const writeEcho = (config: object) => {
        mkdirSync(join(folder, "app/echo"), { recursive: true });
        writeFileSync(
            join(folder, "app/echo/openapi.yaml"),
            `openapi: 3.0.3
info: { title: Echo, version: "1" }
paths: { /: { get: { responses: { "200": { description: It is there. } } } } }
`,
        );
        write({
            "aws:region": "eu-central-1",
            "gatehouse:network": { cidrBlock: "10.20.0.0/16" },
            "gatehouse:cluster": { kubernetesVersion: "1.35", privateEndpointCidrs: ["10.100.0.0/16"] },
            "gatehouse:apis": { echo: { image: "registry/echo:1.0.0", port: 8080 } },
            "gatehouse:gateway": { cors: { allowOrigin: "*" }, accountRole: true },
            "gatehouse:stages": { Test: {} },
            "gatehouse:plans": { standard: { requestsPerSecond: 1000, burst: 500 } },
            "gatehouse:clients": { web: "standard" },
            ...config,
        });
    };
    const write = (config: object) => writeFileSync(join(folder, "Pulumi.x.yaml"), JSON.stringify({ config }));

    it("names the stacks if the file is missing", () => {
        write({});
        assert.deepEqual(stackNames(folder), ["x"]);
        assert.deepEqual(
            problemsOf(() => readStackFile(folder, { name: "y" })),
            ['"Pulumi.y.yaml": got no file, want one of the stacks x'],
        );
    });

    it("may have another path, whose name is that of the stack", () => {
        mkdirSync(join(folder, "examples"));
        writeFileSync(join(folder, "examples", "Pulumi.y.yaml"), JSON.stringify({ config: { "aws:region": "a" } }));
        const source = stackSource(undefined, "examples/Pulumi.y.yaml");
        assert.equal(source.name, "y");
        assert.deepEqual(readStackFile(folder, source).config, { "aws:region": "a" });
        assert.equal(stackFilePath(folder, { name: "y", file: "/else/where.yaml" }), "/else/where.yaml");
        assert.deepEqual(stackSource("dev", "examples/Pulumi.y.yaml"), { name: "dev", file: "examples/Pulumi.y.yaml" });
        assert.equal(stackSource(undefined, "stack.yaml").name, "dev");
        assert.deepEqual(stackSource(undefined, undefined, "prod"), { name: "prod" });
        assert.deepEqual(
            problemsOf(() => readStackFile(folder, { name: "y", file: "examples/y.yaml" })),
            ['"examples/y.yaml": got no file, want the file of a stack'],
        );
    });

    it("reports problems with keys, settings and documents together", () => {
        write({
            "aws:region": "eu-central-1",
            stages: {},
            "gatehous:plans": {},
            "gatehouse:network": { cidrBlock: "10.0.0.0/16" },
            "gatehouse:cluster": { kubernetesVersion: "1.35" },
            "gatehouse:apis": { maps: { image: "maps:1", port: 1 } },
            "gatehouse:stages": { Test: {} },
            "gatehouse:plans": { standard: { requestsPerSecond: 1, burst: 1 } },
            "gatehouse:clients": { web: "gold" },
        });
        assert.deepEqual(
            problemsOf(() => readStack("x", folder)),
            [
                '"stages": got a key without a namespace, want "gatehouse:stages" or "aws:stages"',
                '"gatehous:plans": got an unknown namespace, want "gatehouse:plans"',
                'gatehouse:clients.web: got "gold", want the name of a plan: standard',
                '"app/maps/openapi.yaml": got no file, want the OpenAPI document of API "maps", as openapi.yaml, openapi.yml, openapi.json, swagger.yaml, swagger.json',
            ],
        );
    });

    it("reports a site that cannot be built with the other problems", () => {
        writeEcho({
            "gatehouse:edge": { name: "www.example.org", hostedZone: "example.org" },
            "gatehouse:site": { build: "app/shop" },
            "gatehouse:apis": { echo: { build: "app/echo", runsOn: "lambda", port: 8080 } },
        });
        const problems = problemsOf(() => readStack("x", folder)).filter((line) => / want a folder /.test(line));
        assert.deepEqual(problems, [
            'gatehouse:apis.echo.build: got "app/echo" without a Dockerfile, want a folder with one',
            'gatehouse:site.build: got "app/shop", want a folder that exists',
        ]);
    });

    it("rejects a secret of an API as plain text, which it does not quote, and takes an encrypted one", () => {
        const secrets = { PLAIN: "hunter2", ENCRYPTED: { secure: "v1:abc" } };
        write({ "gatehouse:apis": { maps: { image: "maps:1", port: 1, runsOn: "fargate", secrets } } });
        const problems = problemsOf(() => readStack("x", folder)).join("\n");
        assert.match(problems, /^gatehouse:apis\.maps\.secrets\.PLAIN: got plain text/m);
        assert.doesNotMatch(problems, /hunter2|ENCRYPTED/);
    });

    it("reports with the problems which environments may have had the missing settings", () => {
        writeFileSync(join(folder, "Pulumi.x.yaml"), "environment: [shop/settings]\n");
        assert.deepEqual(
            problemsOf(() => readStack("x", folder)),
            [
                '"Pulumi.x.yaml": got no map `config`, want a map `config` with the settings of the stack',
                '"Pulumi.x.yaml" line 1: environment: ESC environments are not opened offline, so configuration and variables from them are missing: "shop/settings"',
            ],
        );
        writeFileSync(join(folder, "Pulumi.x.yaml"), "environment: [shop/settings]\nconfig: { gatehouse:apis: {} }\n");
        const problems = problemsOf(() => readStack("x", folder));
        assert.match(problems[0] ?? "", /^aws:region: got nothing/);
        assert.match(problems.at(-1) ?? "", /^"Pulumi\.x\.yaml" line 1: environment: .*"shop\/settings"$/);
    });

    it("rejects tags that AWS does not accept, and more zones than EKS has in the region", () => {
        write({
            ...readStack("dev").config,
            "aws:region": "us-west-1",
            "aws:defaultTags": { tags: { "aws:team": "a" } },
            "gatehouse:network": { cidrBlock: "10.0.0.0/16", availabilityZones: 3 },
        });
        const problems = problemsOf(() => readStack("x", folder)).filter((problem) => !problem.includes("app/"));
        assert.deepEqual(problems, [
            "aws:defaultTags.tags.aws:team: got that key, want a key without the prefix aws:, which is reserved",
            "gatehouse:network.availabilityZones: got 3, want at most 2, as EKS accepts no more zones of us-west-1",
        ]);
    });

    // PatMyron/cloud#16: an account has two zones in us-west-1, and four in us-west-2.
    for (const [region, availabilityZones, problems] of [
        [
            "us-west-1",
            3,
            ["gatehouse:network.availabilityZones: got 3, want at most 2, as EKS accepts no more zones of us-west-1"],
        ],
        ["us-west-2", 4, []],
    ] as const) {
        it(`knows the zones of ${region}`, () => {
            writeEcho({ "aws:region": region, "gatehouse:network": { cidrBlock: "10.20.0.0/16", availabilityZones } });
            assert.deepEqual(
                problemsOf(() => readStack("x", folder)),
                problems,
            );
        });
    }

    // Lissy93/who-dat#37: without X-API-Key in the preflight response every call of a browser is blocked.
    for (const [cors, problem] of [
        [
            { allowOrigin: "*", allowHeaders: ["Content-Type"] },
            "gatehouse:gateway.cors.allowHeaders: got a list, want a list with X-Api-Key, without which no browser can send the key that every call needs",
        ],
        [
            { allowOrigin: "https://*.example.com" },
            'gatehouse:gateway.cors.allowOrigin: got "https://*.example.com", want * or one whole origin, as browsers know no wildcard inside an origin',
        ],
    ] as const) {
        it(`rejects CORS settings under which no browser could call: ${JSON.stringify(cors)}`, () => {
            writeEcho({ "gatehouse:gateway": { cors } });
            assert.deepEqual(
                problemsOf(() => readStack("x", folder)),
                [problem],
            );
        });
    }

    it("says how many zones there can be later if the size of the subnets depends on their number", () => {
        const noticesOf = (network: object) => {
            writeEcho({ "gatehouse:network": { cidrBlock: "10.20.0.0/16", ...network } });
            return readStack("x", folder, "2026-11-28").notices;
        };
        assert.deepEqual(noticesOf({ availabilityZoneCidrMask: 19 }), []);
        assert.deepEqual(noticesOf({ availabilityZones: 3 }), [
            "gatehouse:network.availabilityZoneCidrMask: not set, so the size of the subnets depends on the number of zones, and there can be no more than 4 later. 18 keeps the subnets of an existing stack; a new one wants room for more zones, such as 19 in a /16",
        ]);
    });

    it("says that it does not know the zones of a region", () => {
        const network = { cidrBlock: "10.20.0.0/16", availabilityZoneCidrMask: 19 };
        writeEcho({ "aws:region": "xx-north-1", "gatehouse:network": network });
        assert.deepEqual(readStack("x", folder, "2026-11-28").notices, [
            'aws:region: the zones of "xx-north-1" are not known here: the simulated cloud has three',
        ]);
    });

    it("has no placeholders if no value is encrypted", () => {
        const stack = readStack("dev", undefined, "2026-11-28");
        assert.deepEqual(stack.placeholders, []);
        assert.deepEqual(stack.notices, [
            'gatehouse:cluster.publicEndpointCidrs.0: got "203.0.113.0/24", want your own addresses in place of this placeholder, and "pulumi up" rejects it',
        ]);
        const placeholder = (path: string, value: string, want: string) =>
            `gatehouse:${path}: got "${value}", want ${want} in place of this placeholder, and "pulumi up" rejects it`;
        const entry = (name: string, role: string) =>
            placeholder(
                `cluster.accessEntries.${name}.principalArn`,
                `arn:aws:iam::123456789012:role/${role}`,
                "your own account number",
            );
        assert.deepEqual(readStack("prod", undefined, "2026-11-28").notices, [
            entry("platform", "platform-engineers"),
            entry("support", "support"),
            placeholder("gateway.cors.allowOrigin", "https://www.example.com", "your own domain"),
        ]);
        assert.equal(stack.config["aws:region"], "eu-central-1");
    });
});

describe("A secret in a stack's file", () => {
    const arn = "arn:aws:secretsmanager:eu-central-1:270727272727:secret:shop/database-AbCdEf";
    const problems = (secrets: unknown) => plainSecretProblems("gatehouse", { authors: { secrets } });

    it("is rejected as plain text, and never quoted", () => {
        assert.deepEqual(problems({ DATABASE: arn, TOKEN: "hunter2" }), [
            "gatehouse:apis.authors.secrets.TOKEN: got plain text, want the ARN of a secret, or an encrypted value: pulumi config set --secret --path 'gatehouse:apis.authors.secrets.TOKEN'",
        ]);
    });

    it("is accepted by ARN, with a JSON key, and encrypted", () => {
        assert.deepEqual(problems({ A: arn, B: `${arn}:password::`, C: "offline-placeholder" }), []);
        for (const other of [undefined, "text", { A: 5 }]) assert.deepEqual(problems(other), []);
        assert.deepEqual(plainSecretProblems("gatehouse", undefined), []);
    });
});
