import assert from "node:assert/strict";
import { type Declared, Pack } from "./engine";
import { inPreset } from "./in-preset";
import type { Api } from "./spellings/api";
import { amidComponents, byComponent, granular, withBody } from "./spellings/by-aws";
import { byControl, byNative, byTemplate, byYaml } from "./spellings/by-cloudformation";

/** The same API, in seven ways (a template twice). */
const spellings: Readonly<Record<string, (api: Api) => readonly Declared[]>> = {
    "aws with a body": withBody,
    "aws, resource by resource": granular,
    "@pulumi/aws-apigateway": byComponent,
    "aws-native": byNative,
    "a CloudFormation template in JSON": byTemplate,
    "a CloudFormation template in YAML": byYaml,
    "Cloud Control": byControl,
    "awsx and eks around it": amidComponents,
};

const good: Api = { hasKey: true, hasCache: true, isPrivate: true, planRate: 100, stageRate: 1000 };

// Rules, and the tier's level in the preset `standard`.
const verdicts: Readonly<Record<string, { readonly api: Api; readonly says: readonly string[] }>> = {
    "keeps the rules": { api: good, says: [] },
    "demands no key": { api: { ...good, hasKey: false }, says: ["R4 mandatory"] },
    "has no cache": { api: { ...good, hasCache: false }, says: ["R2 mandatory"] },
    "calls a public host": { api: { ...good, isPrivate: false }, says: ["R1 mandatory"] },
    "has a plan above the limit": { api: { ...good, planRate: 150_000 }, says: ["R3 mandatory"] },
    "has a stage above the limit": { api: { ...good, stageRate: 150_000 }, says: ["R3 mandatory"] },
    "has a plan without a limit": { api: { ...good, planRate: undefined }, says: ["R3 advisory"] },
    "has a stage without a limit": { api: { ...good, stageRate: undefined }, says: ["R3 advisory"] },
};

describe("one API has one verdict, however it is written:", () => {
    for (const [what, { api, says }] of Object.entries(verdicts)) {
        for (const [spelling, write] of Object.entries(spellings)) {
            it(`an API that ${what}, as ${spelling}`, async () => {
                const diagnostics = await new Pack(inPreset("standard")).preview(write(api));
                const said = diagnostics.map(({ policy, level }) => `${policy.slice(0, 2).toUpperCase()} ${level}`);
                const messages = diagnostics.map(({ policy, urn, message }) => `${policy} ${urn}\n${message}`);
                assert.deepEqual(said, says, messages.join("\n"));
            });
        }
    }
});
