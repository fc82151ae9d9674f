import assert from "node:assert/strict";
import { ContainerInsights, type ContainerInsightsArgs } from "../../../infra/cluster/container-insights";
import { inputsOf, listed, record } from "../recorder";

const args: ContainerInsightsArgs = {
    clusterName: "gatehouse-test",
    kubernetesVersion: "1.36",
    addOnVersions: {},
    logs: true,
    metrics: true,
    retentionDays: 7,
};

const build = (changes: Partial<ContainerInsightsArgs> = {}) =>
    record(() => new ContainerInsights("shop", { ...args, ...changes }));

async function addOn(changes: Partial<ContainerInsightsArgs> = {}) {
    const inputs = inputsOf(await build(changes), "aws:eks/addon:Addon");
    const { podIdentityAssociations, configurationValues } = inputs;
    return { podIdentityAssociations, configuration: JSON.parse(String(configurationValues)) };
}

describe("ContainerInsights", () => {
    it("registers the log groups of the add-on, with a retention period", async () => {
        const registered = await build();
        const groups = registered.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
        assert.deepEqual(
            groups.map(({ inputs }) => [inputs.name, inputs.retentionInDays]),
            ["application", "dataplane", "host", "performance"].map((kind) => [
                `/aws/containerinsights/gatehouse-test/${kind}`,
                7,
            ]),
        );
    });

    it("sends logs and metrics without Application Signals, which would change the pods of APIs", async () => {
        const { configuration } = await addOn();
        const kubernetes = { enhanced_container_insights: true };
        assert.deepEqual(configuration, {
            containerLogs: { enabled: true },
            agent: { config: { logs: { metrics_collected: { kubernetes } } } },
        });
    });

    it("sends logs only, or metrics only", async () => {
        const { configuration: logs } = await addOn({ metrics: false });
        assert.deepEqual(logs.agent.config.logs.metrics_collected, { emf: {} });
        const { configuration: metrics } = await addOn({ logs: false });
        assert.equal(metrics.containerLogs.enabled, false);
        assert.deepEqual(
            listed(await build({ logs: false })).filter((resource) => /logGroup/.test(resource)),
            ["aws:cloudwatch/logGroup:LogGroup shop-performance"],
        );
    });

    it("gives the agents a role that cannot create a log group", async () => {
        const registered = await build();
        const { podIdentityAssociations } = await addOn();
        assert.deepEqual(podIdentityAssociations, [
            { serviceAccount: "cloudwatch-agent", roleArn: "arn:shop-observability" },
        ]);
        const { assumeRolePolicy } = inputsOf(registered, "aws:iam/role:Role");
        assert.match(String(assumeRolePolicy), /"aws:RequestTag\/kubernetes-namespace":"amazon-cloudwatch"/);
        assert.equal(
            inputsOf(registered, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").policyArn,
            "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        );
        const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy");
        assert.deepEqual(JSON.parse(String(policy)).Statement, [
            { Effect: "Deny", Action: "logs:CreateLogGroup", Resource: "*" },
        ]);
    });
});
