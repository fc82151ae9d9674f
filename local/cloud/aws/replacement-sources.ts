/**
 * Where `replaceOn` was read from, by type: the arguments with `ForceNew` in the schema of the Terraform provider that
 * `@pulumi/aws` bridges, as files below hashicorp/terraform-provider-aws, internal/service. Every type that the program
 * makes is among them; the others are from the documentation of the registry.
 */
export const replacementSources: Readonly<Record<string, string>> = {
    "aws:apigateway/account:Account": "apigateway/account.go",
    "aws:apigateway/apiKey:ApiKey": "apigateway/api_key.go",
    "aws:apigateway/deployment:Deployment": "apigateway/deployment.go",
    "aws:apigateway/methodSettings:MethodSettings": "apigateway/method_settings.go",
    "aws:apigateway/restApi:RestApi": "apigateway/rest_api.go",
    "aws:apigateway/stage:Stage": "apigateway/stage.go",
    "aws:apigateway/usagePlan:UsagePlan": "apigateway/usage_plan.go",
    "aws:apigateway/usagePlanKey:UsagePlanKey": "apigateway/usage_plan_key.go",
    "aws:apigateway/vpcLink:VpcLink": "apigateway/vpc_link.go",
    "aws:cloudwatch/logGroup:LogGroup": "logs/group.go",
    "aws:ec2/eip:Eip": "ec2/ec2_eip.go",
    "aws:ec2/flowLog:FlowLog": "ec2/vpc_flow_log.go",
    "aws:ec2/internetGateway:InternetGateway": "ec2/vpc_internet_gateway.go",
    "aws:ec2/natGateway:NatGateway": "ec2/vpc_nat_gateway.go",
    "aws:ec2/route:Route": "ec2/vpc_route.go",
    "aws:ec2/routeTable:RouteTable": "ec2/vpc_route_table.go",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "ec2/vpc_route_table_association.go",
    "aws:ec2/subnet:Subnet": "ec2/vpc_subnet.go",
    "aws:ec2/vpc:Vpc": "ec2/vpc_.go",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "ec2/vpc_endpoint.go",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": "ecr/lifecycle_policy.go",
    "aws:ecr/repository:Repository": "ecr/repository.go",
    "aws:eks/accessEntry:AccessEntry": "eks/access_entry.go",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": "eks/access_policy_association.go",
    "aws:eks/addon:Addon": "eks/addon.go",
    "aws:eks/cluster:Cluster": "eks/cluster.go",
    "aws:eks/nodeGroup:NodeGroup": "eks/node_group.go",
    "aws:iam/role:Role": "iam/role.go",
    "aws:iam/rolePolicy:RolePolicy": "iam/role_policy.go",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "iam/role_policy_attachment.go",
    "aws:kms/key:Key": "kms/key.go",
};
