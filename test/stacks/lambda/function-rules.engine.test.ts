import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../../../stacks/program";
import { runPreview } from "../../../tools/cli/preview/run-preview";
import { readStack } from "../../../tools/cli/project/project";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { functionConfig, stackName, writeFunctionProject } from "./project";

/** A change of the program that breaks a rule. */
interface Breach {
    readonly title: string;
    readonly rule: string;
    /** A part of the finding. */
    readonly words: RegExp;
    /** Adds resources, or registers a transformation of others. */
    readonly change: () => void;
}

const changing = (type: string, change: (props: Record<string, unknown>) => object) => () =>
    pulumi.runtime.registerStackTransformation((args) =>
        args.type === type ? { props: { ...args.props, ...change(args.props) }, opts: args.opts } : undefined,
    );
const permission = "aws:lambda/permission:Permission";
const keyless = (body: unknown) => String(body).replace(/"security":\[\{[^\]]*\]\}\]/, '"security":[]');

const breaches: readonly Breach[] = [
    {
        title: "a permission for anyone",
        rule: "R1",
        words: /Permission "quotes-(Test|Live)": it allows anyone/,
        change: changing(permission, () => ({ principal: "*" })),
    },
    {
        title: "a permission for any API of any account",
        rule: "R1",
        words: /sourceArn is absent and sourceAccount is absent/,
        change: changing(permission, () => ({ sourceArn: undefined })),
    },
    {
        title: "a function URL",
        rule: "R1",
        words: /FunctionUrl "quotes"/,
        change: () => {
            const functionName = "gatehouse-functions_quotes";
            new aws.lambda.FunctionUrl("quotes", { functionName, authorizationType: "NONE" });
        },
    },
    {
        title: "content that is not cached",
        rule: "R2",
        words: /cachingEnabled/,
        change: changing("aws:apigateway/methodSettings:MethodSettings", ({ settings }) => ({
            settings: { ...(settings as object), cachingEnabled: false },
        })),
    },
    {
        title: "a plan of more than 100,000 requests a second",
        rule: "R3",
        words: /UsagePlan "standard"/,
        change: changing("aws:apigateway/usagePlan:UsagePlan", () => ({
            throttleSettings: { rateLimit: 200_000, burstLimit: 1 },
        })),
    },
    {
        title: "an operation without a key",
        rule: "R4",
        words: /GET \/quotes/,
        change: changing("aws:apigateway/restApi:RestApi", ({ body }) => ({ body: keyless(body) })),
    },
];

describe("the rules for an API on Lambda, on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    for (const { title, rule, words, change } of breaches)
        it(`find ${title} (${rule})`, async () => {
            const folder = folders.make();
            writeFunctionProject(folder, functionConfig);
            const { errors, exitCode, rules } = await runPreview({
                stack: readStack(stackName, folder),
                program: async () => {
                    change();
                    return program(folder);
                },
            });
            assert.deepEqual([errors, exitCode], [[], 1]);
            const broken = rules.filter(({ findings }) => findings.length > 0);
            assert.deepEqual(
                broken.map(({ id }) => id),
                [rule],
            );
            assert.match(broken[0]?.findings[0]?.message ?? "", words);
        });
});
