import { placeholderProblems } from "../../../../stacks/settings/placeholders";
import type { StackConfig } from "../../../cloud-simulator/engine/stack-config";
import { settingsNamespace } from "../../project/project";
import { valuesIn } from "../../project/stack-file";
import { brokenReferences } from "../outage-watch";
import { awsCommands } from "../page/aws-commands";
import { type CommandHandler, runScript, scriptOf } from "../page/page-script";
import { pulumiCommands } from "../page/pulumi-commands";
import { type Rehearsal, ScenarioStopped } from "../rehearsal";
import type { Scenario } from "../scenario";

/** From nothing to serving and back to nothing, by the commands of the pages. */
export const firstDeployment: Scenario = {
    name: "first-deployment",
    statement:
        "The commands of docs/operation.md bring up a stack with a private API server, from an address outside, and those of docs/teardown.md remove all of it.",
    stack: "prod",
    createsEverything: true,
    doesNotApply: ({ cluster }) =>
        cluster && "accessEntries" in cluster && Object.keys(cluster.accessEntries).length > 0
            ? undefined
            : "the pages deploy a stack whose cluster has access entries",
    async run(rehearsal) {
        await followPages(rehearsal, scriptOf("docs/operation.md", "First deployment"));
        const { store } = rehearsal.cloud;
        const [cluster] = store.ofType("aws:eks/cluster:Cluster");
        rehearsal.expect(
            JSON.stringify(cluster?.inputs.vpcConfig).includes('"endpointPublicAccess":false'),
            "the API server is public",
        );
        await followPages(rehearsal, scriptOf("docs/teardown.md", "Tear it down"));
        rehearsal.expect((await rehearsal.stack.resourceCount()) === 0, "the pages leave resources in the state");
    },
};

/**
 * Runs commands of pages on a machine outside the VPC, in the network that they attach to it.
 * @throws {ScenarioStopped} with the error of the first command that fails.
 */
export async function followPages(rehearsal: Rehearsal, script: string): Promise<void> {
    rehearsal.cloud.place = { publicAddress: "18.184.7.7", privateAddress: "10.100.7.7" };
    const pulumi = pulumiCommands(rehearsal);
    const handlers: Readonly<Record<string, CommandHandler>> = {
        aws: awsCommands(rehearsal.cloud, "270727272727"),
        curl: () => `${rehearsal.cloud.place?.publicAddress}\n`,
        npm: (words) => npm(rehearsal, words),
        pulumi: (words) => {
            if (words[0] === "up") rehearsal.problems.push(...placeholdersIn(rehearsal));
            return pulumi(words);
        },
    };
    try {
        await runScript(script, handlers);
    } catch (error) {
        throw error instanceof Error ? new ScenarioStopped(error.message) : error;
    }
}

// The rehearsal replaces placeholders, but the pages must not leave any.
function placeholdersIn(rehearsal: Rehearsal): string[] {
    const values = valuesIn(settingsNamespace, rehearsal.setting() as StackConfig);
    return placeholderProblems(values).map((problem) => `the page leaves a placeholder: ${problem}`);
}

async function npm(rehearsal: Rehearsal, words: readonly string[]): Promise<string> {
    const [, name, ...flags] = words.filter((word) => word !== "--silent" && word !== "--");
    if (name === "preview") {
        const { succeeded, rejections } = await rehearsal.run("preview", "npm run preview");
        if (!succeeded) throw new Error(rejections.join("; "));
    } else if (name === "conformance") await expectServed(rehearsal, flags);
    else throw new Error(`the rehearsal has no command "npm run ${name}"`);
    return "";
}

// The simulated clouds serve no requests, so this checks that everything which the conformance suite calls exists.
async function expectServed({ stack, cloud, problems }: Rehearsal, flags: readonly string[]): Promise<void> {
    const flag = (name: string) => flags[flags.indexOf(name) + 1] ?? "";
    const { invokeUrls, apiKeyValues } = await stack.outputs();
    const urls = JSON.stringify(invokeUrls?.value);
    if (!urls.includes(`"${flag("--url")}/`)) problems.push(`got no API at "${flag("--url")}", want one of ${urls}`);
    if (!Object.values(apiKeyValues?.value ?? {}).includes(flag("--key"))) problems.push("got a key of no client");
    problems.push(...brokenReferences(cloud));
    const stages = cloud.store.ofType("aws:apigateway/stage:Stage").length;
    const links = cloud.store.ofType("aws:apigateway/vpcLink:VpcLink").length;
    if (stages === 0 || links === 0) problems.push(`got ${stages} stages and ${links} VPC links, want some`);
}
