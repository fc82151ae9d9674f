import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import type { Rehearsal } from "../../../../tools/cli/rehearsal/rehearsal";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const roleArn = "arn:aws:iam::270727272727:role/deployer";

const run = (act: (rehearsal: Rehearsal) => Promise<void>, transform?: pulumi.ResourceTransformation) =>
    runScenario({
        scenario: { name: "credentials", statement: "Credentials reach every tool.", run: act },
        stack: readStack("dev"),
        program: async (folder) => {
            if (transform) pulumi.runtime.registerStackTransformation(transform);
            return program(folder);
        },
        progress: silent,
    });

const withoutFlags = (kubeconfig: string) => kubeconfig.replace(/,"--profile","[^"]*"/, "");

describe("the credentials that a stack configures for AWS", function () {
    this.timeout(20 * 60_000);

    it("reach the cluster, and the AWS CLI that waits for load balancers", async () => {
        let kubeconfig = "";
        const result = await run(async (rehearsal) => {
            await rehearsal.set(["aws:profile"], "sandbox");
            await rehearsal.set(["aws:assumeRoles"], [{ roleArn }]);
            await rehearsal.up("with a profile and a role");
            kubeconfig = String((await rehearsal.stack.outputs()).kubeconfig?.value);
            assert.equal(rehearsal.cloud.caller, roleArn);
        });
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result));
        const { args } = JSON.parse(kubeconfig).users[0].user.exec;
        assert.deepEqual(args.slice(-4), ["--profile", "sandbox", "--role-arn", roleArn]);
    });

    it("are rejected by the cluster if they do not reach it", async () => {
        const { problems } = await run(
            async (rehearsal) => {
                await rehearsal.set(["aws:profile"], "sandbox");
                await rehearsal.up("with a profile");
            },
            ({ type, props, opts }) =>
                type === "pulumi:providers:kubernetes"
                    ? { props: { ...props, kubeconfig: pulumi.output(props.kubeconfig).apply(withoutFlags) }, opts }
                    : undefined,
        );
        assert.match(problems.join("\n"), /the server has asked for the client to provide credentials/);
    });
});
