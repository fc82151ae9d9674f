import assert from "node:assert/strict";
import type { Described } from "../../../../../tools/cloud-simulator/state/cloud";
import { listOf, type PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";
import { accepted, makeNetwork, types } from "./sample-database";

const [functionType, invocationType] = ["aws:lambda/function:Function", "aws:lambda/invocation:Invocation"];
const [roleType, policyType] = ["aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"];
const [ingressType, egressType] = [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
];
const [routeType, aclType] = ["aws:ec2/route:Route", "aws:ec2/networkAcl:NetworkAcl"];
const trust = JSON.stringify({ Statement: [{ Principal: { Service: "lambda.amazonaws.com" } }] });
const interfaces = { Effect: "Allow", Action: ["ec2:CreateNetworkInterface", "ec2:Describe*"], Resource: "*" };
const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });

describe("an invocation of a simulated function that creates the user of a database", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.cloud.today = "2026-11-29";
    });

    // Everything that the function needs, and the arguments of its invocation.
    function ready() {
        const { vpcId, subnetIds: isolated, group } = makeNetwork(aws);
        const [firewall, own] = ["database", "user"].map(
            (name) => aws.make(types.securityGroup, { name, vpcId }, name).id,
        ) as [string, string];
        const database = aws.make(types.instance, {
            ...accepted,
            ...{ dbSubnetGroupName: group.id, vpcSecurityGroupIds: [firewall] },
        });
        const subnet = aws.make(
            types.subnet,
            { vpcId, cidrBlock: "10.20.16.0/20", availabilityZone: "eu-central-1a" },
            "private",
        );
        const routeTableId = aws.make("aws:ec2/routeTable:RouteTable", { vpcId }).id;
        const association = { routeTableId, subnetId: subnet.id };
        aws.make("aws:ec2/routeTableAssociation:RouteTableAssociation", association);
        aws.make(routeType, { routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" });
        aws.make(ingressType, { securityGroupId: firewall, ...tcp(3306), referencedSecurityGroupId: own });
        aws.make(egressType, { securityGroupId: own, ...tcp(3306), referencedSecurityGroupId: firewall }, "database");
        aws.make(egressType, { securityGroupId: own, ...tcp(443), cidrIpv4: "0.0.0.0/0" }, "https");
        const secretArn = secretOf(database);
        const role = makeRole([{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn }]);
        aws.make(functionType, {
            ...{ name: "user", role, timeout: 60 },
            vpcConfig: { subnetIds: [subnet.id], securityGroupIds: [own] },
        });
        const invocation = { functionName: "user", input: JSON.stringify({ secretArn }) };
        return { vpcId, isolated, subnetId: subnet.id, routeTableId, own, invocation };
    }

    function makeRole(statements: PropertyMap[]): string {
        const role = aws.make(roleType, { name: "user", assumeRolePolicy: trust });
        const policy = JSON.stringify({ Statement: [interfaces, ...statements] });
        aws.make(policyType, { role: role.id, name: "user", policy });
        return String(role.outputs.arn);
    }

    const invoke = (invocation: PropertyMap) => aws.make(invocationType, invocation);
    const timedOut = (reason: string) =>
        new RegExp(
            `invoking Lambda Function \\(user\\): \\{"errorType":"Sandbox\\.Timedout","errorMessage":"Task timed out after 60\\.00 seconds: ${reason}"\\}$`,
        );

    it("succeeds if it reaches Secrets Manager and the database", () => {
        assert.equal(invoke(ready().invocation).outputs.result, "null");
    });

    it("fails without the function", () => {
        const { invocation } = ready();
        assert.throws(
            () => invoke({ ...invocation, functionName: "none" }),
            /ResourceNotFoundException: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:none$/,
        );
    });

    it("fails if the role may not read the secret", () => {
        const { invocation } = ready();
        for (const Resource of ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:other", "none"]) {
            const statement = { Effect: "Allow", Action: "secretsmanager:*", Resource };
            aws.drop(policyType);
            aws.make(policyType, {
                ...{ role: "user", name: "user" },
                policy: JSON.stringify({ Statement: [interfaces, statement] }),
            });
            assert.throws(
                () => invoke(invocation),
                /"AccessDeniedException".*no policy allows secretsmanager:GetSecretValue on arn:/,
            );
        }
    });

    it("times out without a NAT gateway, unless there is an endpoint of Secrets Manager", () => {
        const { invocation, vpcId, subnetId, own, routeTableId } = ready();
        aws.drop(routeType);
        const words = timedOut(
            `${subnetId} has no route to secretsmanager: neither by a NAT gateway nor by an endpoint`,
        );
        assert.throws(() => invoke(invocation), words);
        // A function has no public address.
        aws.make(routeType, { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" });
        assert.throws(() => invoke(invocation), words);
        aws.make("aws:ec2/vpcEndpoint:VpcEndpoint", {
            ...{ vpcId, serviceName: "com.amazonaws.eu-central-1.secretsmanager", vpcEndpointType: "Interface" },
            ...{ privateDnsEnabled: true, subnetIds: [subnetId], securityGroupIds: [own] },
        });
        invoke(invocation);
    });

    it("times out without a rule out to the database, or to HTTPS", () => {
        const { invocation, own } = ready();
        const [database, https] = aws.cloud.store.ofType(egressType);
        assert.ok(database && https);
        aws.cloud.store.remove(database);
        assert.throws(
            () => invoke(invocation),
            timedOut(`no rule of ${own} lets packets out to the database on port 3306`),
        );
        aws.cloud.store.put(database);
        aws.cloud.store.remove(https);
        assert.throws(
            () => invoke(invocation),
            timedOut(`no rule of ${own} lets packets out to secretsmanager on port 443`),
        );
    });

    it("times out without a rule into the database, or with one of another port", () => {
        const { invocation } = ready();
        const [rule] = aws.cloud.store.ofType(ingressType);
        assert.ok(rule);
        for (const port of [3305, 5432]) {
            aws.cloud.store.put({ ...rule, inputs: { ...rule.inputs, ...tcp(port) } });
            assert.throws(() => invoke(invocation), timedOut("no rule of sg-\\w+ lets packets in on port 3306"));
        }
        const byBlock = (cidrIpv4: string) => {
            const { referencedSecurityGroupId: _, ...inputs } = rule.inputs;
            aws.cloud.store.put({ ...rule, inputs: { ...inputs, cidrIpv4 } });
        };
        byBlock("10.20.32.0/20");
        assert.throws(() => invoke(invocation), timedOut("no rule of sg-\\w+ lets packets in on port 3306"));
        byBlock("10.20.0.0/16");
        invoke(invocation);
    });

    it("times out if a network ACL drops its packets or the responses", () => {
        const { invocation, vpcId, isolated } = ready();
        const rule = (fromPort: number, toPort: number, more: PropertyMap = {}) => ({
            ...{ ruleNo: 100, protocol: "tcp", action: "allow", cidrBlock: "10.20.16.0/20", fromPort, toPort },
            ...more,
        });
        const acl = (ingress: PropertyMap[], egress: PropertyMap[]) => {
            aws.drop(aclType);
            aws.make(aclType, { vpcId, subnetIds: isolated, ingress, egress });
        };
        const answers = rule(1024, 65_535);
        const words = timedOut("a network ACL drops packets to port 3306, or the responses");
        for (const [ingress, egress] of [
            [[], [answers]],
            [[rule(3306, 3306)], []],
            [[rule(3306, 3306)], [rule(1024, 50_000)]],
            [[rule(3306, 3306, { cidrBlock: "10.20.16.0/21" })], [answers]],
            [[rule(3306, 3306), rule(0, 65_535, { ruleNo: 50, action: "deny" })], [answers]],
        ] as const) {
            acl([...ingress], [...egress]);
            assert.throws(() => invoke(invocation), words);
        }
        acl([rule(3306, 3306)], [answers]);
        invoke(invocation);
    });

    it("times out outside a VPC, and succeeds there if it reads no such secret", () => {
        const { invocation } = ready();
        aws.make(functionType, { name: "other", role: "arn:aws:iam::123456789012:role/foreign" }, "other");
        const outside = { ...invocation, functionName: "other" };
        assert.throws(() => invoke(outside), /Task timed out after 3\.00 seconds: the function is in no VPC/);
        invoke({ ...outside, input: "{}" });
    });

    it("needs a role that may create network interfaces", () => {
        const { subnetId, own } = ready();
        const words = /The provided execution role does not have permissions to call CreateNetworkInterface on EC2$/;
        const role = String(aws.make(roleType, { name: "bare", assumeRolePolicy: trust }, "bare").outputs.arn);
        const args = { name: "bare", role, vpcConfig: { subnetIds: [subnetId], securityGroupIds: [own] } };
        assert.throws(() => aws.make(functionType, args, "bare"), words);
        const service = "arn:aws:iam::aws:policy/service-role";
        const attach = (name: string) =>
            aws.make(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                { role: "bare", policyArn: `${service}/${name}` },
                name,
            );
        attach("AWSLambdaBasicExecutionRole");
        assert.throws(() => aws.make(functionType, args, "bare"), words);
        attach("AWSLambdaVPCAccessExecutionRole");
        aws.make(functionType, args, "bare");
        aws.make(policyType, {
            ...{ role: "bare", name: "deny" },
            policy: { Statement: { Effect: "Deny", Action: "ec2:*", Resource: "*" } },
        });
        assert.throws(() => aws.make(functionType, { ...args, name: "late" }, "late"), words);
    });

    it("needs subnets and security groups of one VPC", () => {
        const { subnetId, vpcId } = ready();
        const foreign = aws.make(types.securityGroup, { name: "foreign", vpcId: "vpc-2" }, "foreign").id;
        const args = { name: "mixed", role: "arn:aws:iam::123456789012:role/foreign" };
        assert.throws(
            () =>
                aws.make(
                    functionType,
                    { ...args, vpcConfig: { subnetIds: [subnetId], securityGroupIds: [foreign] } },
                    "mixed",
                ),
            new RegExp(`the subnets and security groups are in ${vpcId} and vpc-2$`),
        );
    });

    it("keeps the subnet and the security group of a function", () => {
        const { subnetId, own } = ready();
        for (const [type, id] of [
            [types.subnet, subnetId],
            [types.securityGroup, own],
        ] as const)
            assert.match(aws.rejectionOf(type, { id, outputs: {} }) ?? "", /^DependencyViolation/);
    });
});

function secretOf({ outputs }: Described): string {
    return String(listOf(outputs.masterUserSecrets)[0]?.secretArn);
}
