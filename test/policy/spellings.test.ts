import assert from "node:assert/strict";
import { type Declared, Pack, unknown } from "./engine";
import { inPreset } from "./in-preset";
import type { Api } from "./spellings/api";
import { besideComponents, byComponent, byComponentAtFirst, granular, withBody } from "./spellings/by-aws";
import { byControl, byNative, byTemplate, byYaml } from "./spellings/by-cloudformation";
import { onceKnown } from "./spellings/known";

type Spellings = Readonly<Record<string, (api: Api) => readonly Declared[]>>;

/** The same API, in five ways (a template twice, and once beside components of other packages). */
const spellings: Spellings = {
    "aws with a body": withBody,
    "aws, resource by resource": granular,
    "aws-native": byNative,
    "a CloudFormation template in JSON": byTemplate,
    "a CloudFormation template in YAML": byYaml,
    "Cloud Control": byControl,
    "aws with a body, beside awsx and eks": besideComponents,
};

const good: Api = { hasKey: true, hasCache: true, isPrivate: true, planRate: 100, stageRate: 1000 };

// One undecided finding, about the body, for the rules that need it. The component's limits are not in the body.
const undecidedBody = "R1 advisory";

/** Rules, and the tier's level in the preset `standard`; `first` is for the component at a first preview. */
interface Verdict {
    readonly api: Api;
    readonly says: readonly string[];
    readonly first: readonly string[];
}

const inBody = { first: [undecidedBody] };
const verdicts: Readonly<Record<string, Verdict>> = {
    "keeps the rules": { api: good, says: [], ...inBody },
    "demands no key": { api: { ...good, hasKey: false }, says: ["R4 mandatory"], ...inBody },
    "has no cache": { api: { ...good, hasCache: false }, says: ["R2 mandatory"], ...inBody },
    "calls a public host": { api: { ...good, isPrivate: false }, says: ["R1 mandatory"], ...inBody },
    "has a plan above the limit": {
        api: { ...good, planRate: 150_000 },
        says: ["R3 mandatory"],
        first: [undecidedBody, "R3 mandatory"],
    },
    "has a stage above the limit": {
        api: { ...good, stageRate: 150_000 },
        says: ["R3 mandatory"],
        first: [undecidedBody, "R3 mandatory"],
    },
    "has a plan without a limit": {
        api: { ...good, planRate: undefined },
        says: ["R3 advisory"],
        first: [undecidedBody, "R3 advisory"],
    },
    "has a stage without a limit": {
        api: { ...good, stageRate: undefined },
        says: ["R3 advisory"],
        first: [undecidedBody, "R3 advisory"],
    },
};

async function assertVerdict(resources: readonly Declared[], expected: readonly string[]): Promise<void> {
    const diagnostics = await new Pack(inPreset("standard")).preview(resources);
    const actual = diagnostics.map(({ policy, level }) => `${policy.slice(0, 2).toUpperCase()} ${level}`);
    const messages = diagnostics.map(({ policy, urn, message }) => `${policy} ${urn}\n${message}`);
    assert.deepEqual(actual, expected, messages.join("\n"));
}

describe("at a first preview, one API has one verdict, however it is written:", () => {
    for (const [what, { api, says, first }] of Object.entries(verdicts)) {
        for (const [spelling, write] of Object.entries(spellings))
            it(`an API that ${what}, as ${spelling}`, () => assertVerdict(write(api), says));

        it(`an API that ${what}, as @pulumi/aws-apigateway, whose body is undecided`, () =>
            assertVerdict(byComponentAtFirst(api), first));
    }
});

describe("once its values are known, one API has one verdict, however it is written:", () => {
    for (const [what, { api, says }] of Object.entries(verdicts))
        for (const [spelling, write] of Object.entries({ ...spellings, "@pulumi/aws-apigateway": byComponent }))
            it(`an API that ${what}, as ${spelling}`, () => assertVerdict(onceKnown(write(api)), says));
});

describe("what leads to an API leads to it, however the API is written:", () => {
    const beside = (type: string, props: Declared["props"] = {}, from: Declared["from"] = {}): Declared => ({
        type: `aws:${type}`,
        name: "beside",
        props,
        from,
    });
    const header = { fieldToMatch: { singleHeader: { name: "x-origin-verify" } }, positionalConstraint: "EXACTLY" };
    const demand = { notStatement: { statement: { byteMatchStatement: { ...header, searchString: "secret" } } } };
    const firewall: readonly Declared[] = [
        {
            type: "aws:wafv2/webAcl:WebAcl",
            name: "acl",
            props: {
                scope: "REGIONAL",
                defaultAction: { allow: {} },
                rules: [{ name: "lock", priority: 0, action: { block: {} }, statement: demand }],
            },
        },
        {
            type: "aws:wafv2/webAclAssociation:WebAclAssociation",
            name: "association",
            props: { resourceArn: unknown, webAclArn: unknown },
            from: { resourceArn: ["stage"], webAclArn: ["acl"] },
        },
    ];
    const leading: Readonly<Record<string, readonly Declared[]>> = {
        "a distribution": [
            ...firewall,
            beside(
                "cloudfront/distribution:Distribution",
                {
                    origins: [
                        {
                            originId: "api",
                            domainName: unknown,
                            customHeaders: [{ name: "X-Origin-Verify", value: "secret" }],
                        },
                    ],
                },
                { origins: ["stage"] },
            ),
        ],
        "a mapping of a domain name": [
            beside(
                "apigateway/basePathMapping:BasePathMapping",
                { restApi: unknown, stageName: "live", domainName: "api.example.com" },
                { restApi: ["api"] },
            ),
        ],
        "a permission": [
            beside(
                "lambda/permission:Permission",
                { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com", sourceArn: unknown },
                { sourceArn: ["api"] },
            ),
        ],
    };
    for (const [what, each] of Object.entries(leading))
        for (const [spelling, write] of Object.entries({ aws: withBody, "aws-native": byNative }))
            it(`${what}, beside ${spelling}`, async () => {
                await assertVerdict([...write(good), ...each], []);
                assert.deepEqual(await new Pack().preview([...write(good), ...each]), []);
            });
});

describe("ignored changes of a plan's limits are found, however the plan is written:", () => {
    for (const [spelling, write, key] of [
        ["aws", withBody, "throttleSettings"],
        ["aws-native", byNative, "throttle"],
    ] as const)
        for (const path of [key, `${key}.rateLimit`, "*"])
            it(`${path}, as ${spelling}`, async () => {
                const resources = write(good).map(
                    (each): Declared => (each.name === "plan" ? { ...each, ignoreChanges: [path] } : each),
                );
                const found = await new Pack(inPreset("standard")).preview(resources);
                assert.ok(found.some(({ policy, urn }) => policy === "r3-rate-limits" && urn.endsWith("::plan")));
            });
});
