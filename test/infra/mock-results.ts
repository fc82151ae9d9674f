/** Outputs of children that components read and mocks do not generate, by the type of the resource. */
export const outputs: Readonly<Record<string, Record<string, unknown>>> = {
    "awsx:ec2:Vpc": {
        vpcId: "vpc-1",
        privateSubnetIds: ["subnet-1", "subnet-2"],
        routeTables: [{ id: "rtb-1" }],
        routeTableAssociations: [
            { subnetId: "subnet-0", routeTableId: "rtb-0" },
            { subnetId: "subnet-2", routeTableId: "rtb-2" },
            { subnetId: "subnet-1", routeTableId: "rtb-1" },
        ],
    },
    "eks:index:Cluster": {
        kubeconfigJson: "{}",
        eksCluster: { name: "gatehouse-test" },
        clusterSecurityGroupId: "sg-cluster",
    },
    "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 3 },
    "aws:apigatewayv2/api:Api": { apiEndpoint: "wss://photos_id.aws", executionArn: "arn:photos" },
    "aws:apigateway/restApi:RestApi": { executionArn: "arn:execute-api" },
    "aws:apigateway/stage:Stage": { invokeUrl: "https://gateway_id.execute-api.eu-central-1.amazonaws.com/Test" },
    "aws:acm/certificate:Certificate": {
        domainValidationOptions: ["api.shop.dev", "www.shop.dev"].map((domainName) => ({
            ...{ domainName, resourceRecordName: `_proof.${domainName}.`, resourceRecordType: "CNAME" },
            resourceRecordValue: `_${domainName}.acm-validations.aws.`,
        })),
    },
    "aws:sqs/queue:Queue": { url: "https://sqs.eu-central-1.amazonaws.com/123456789012/queue" },
    "random:index/randomPassword:RandomPassword": { result: "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7f" },
    "aws:synthetics/canary:Canary": { engineArn: "arn:aws:lambda:eu-central-1:1:function:cwsyn-shop_prod-0123:1" },
    "aws:route53/record:Record": { fqdn: "_proof.api.shop.dev" },
    "aws:secretsmanager/secretVersion:SecretVersion": { versionId: "version-1" },
    "aws:rds/instance:Instance": {
        address: "orders.rds",
        resourceId: "db-0123",
        masterUserSecrets: [{ secretArn: "arn:secret" }],
    },
    "awsx:ecr:Repository": { url: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/gatehouse-test/pictures" },
    "awsx:ecr:Image": { imageUri: "registry/pictures@sha256:0123" },
    "kubernetes:core/v1:Service": {
        status: {
            loadBalancer: {
                ingress: [{ hostname: "k8s-apis-pictures-0123456789-0123456789abcdef.elb.eu-central-1.amazonaws.com" }],
            },
        },
    },
};

/** Results of functions of providers, by their token. */
export const invokes: Readonly<Record<string, Record<string, unknown>>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "123456789012" },
    "aws:index/getRegion:getRegion": { region: "eu-central-1" },
    "aws:index/getPartition:getPartition": { partition: "aws" },
    "aws:eks/getAddonVersion:getAddonVersion": { version: "v1.2.3-eksbuild.4" },
    "aws:ssm/getParameter:getParameter": { insecureValue: "ami-0123456789abcdef0" },
    "aws:lb/getLoadBalancer:getLoadBalancer": {
        arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/x/1",
    },
};
