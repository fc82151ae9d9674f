import assert from "node:assert/strict";
import { cloudFormationType } from "../../../../../../policy/rules/r1/other-tools/checked-types";
import { isTerraformResource } from "../../../../../../policy/rules/r1/other-tools/terraform-resource";
import { cloudFormationName, terraformName } from "../../../../../../policy/rules/r1/other-tools/terraform-types";

const names = (text: string): string[] => text.split(/\s+/).filter((name) => name !== "");

const exposure = names(`
    aws_amplify_app aws_apprunner_service aws_appsync_api aws_appsync_domain_name aws_appsync_graphql_api
    aws_api_gateway_rest_api aws_api_gateway_rest_api_put aws_api_gateway_method_settings aws_api_gateway_usage_plan_key
    aws_apigatewayv2_api aws_apigatewayv2_stage aws_bedrockagentcore_gateway aws_cloudcontrolapi_resource
    aws_cloudformation_stack aws_cloudformation_stack_set_instance aws_cloudfront_distribution aws_cloudfront_vpc_origin
    aws_cloudfront_multitenant_distribution aws_ec2_fleet aws_launch_configuration aws_launch_template
    aws_spot_fleet_request aws_spot_instance_request aws_vpc_endpoint_service_allowed_principal aws_ecs_service
    aws_ecs_task_set aws_ecs_express_gateway_service aws_ecs_task_definition aws_eks_addon aws_eks_capability
    aws_eks_cluster aws_eks_node_group aws_elastic_beanstalk_environment aws_elastic_beanstalk_configuration_template
    aws_gamelift_fleet aws_globalaccelerator_accelerator aws_globalaccelerator_cross_account_attachment
    aws_globalaccelerator_custom_routing_endpoint_group
    aws_iot_domain_configuration aws_lambda_function_url aws_lambda_permission aws_lambda_resource_policy
    aws_lightsail_container_service_deployment_version aws_lightsail_instance aws_lightsail_lb
    aws_serverlessapplicationrepository_cloudformation_stack aws_servicecatalog_provisioned_product
    aws_transfer_server aws_transfer_web_app aws_verifiedaccess_endpoint aws_vpclattice_service
    kubernetes_annotations kubernetes_env kubernetes_ingress_class_v1 kubernetes_ingress_v1 kubernetes_service
    kubernetes_daemon_set_v1 kubernetes_daemonset kubernetes_cron_job_v1 kubernetes_stateful_set_v1 kubernetes_pod_v1
    argocd_application argocd_application_set flux_bootstrap_git helm_release rancher2_app rancher2_app_v2
    kubectl_manifest kubectl_path_documents kustomization_resource ngrok_https_edge null_resource terraform_data`);

const harmless = names(`
    aws_amplify_branch aws_apprunner_vpc_connector aws_appsync_resolver aws_api_gateway_account aws_api_gateway_vpc_link
    aws_apigatewayv2_vpc_link aws_bedrockagentcore_memory aws_cloudformation_type aws_cloudfront_function
    aws_spot_datafeed_subscription aws_ecs_cluster aws_eks_access_entry aws_elastic_beanstalk_application
    aws_iot_policy aws_lambda_function aws_lightsail_domain
    aws_servicecatalog_product aws_transfer_user aws_verifiedaccess_instance aws_vpclattice_target_group
    kubernetes_labels kubernetes_config_map_v1_data kubernetes_service_account_v1 kubernetes_namespace argocd_project
    rancher2_app_catalog random_id time_sleep awscc_transfer_user awscc_iam_role awscc`);

describe("a Terraform type", () => {
    for (const name of exposure)
        it(`may expose a backend: ${name}`, () => assert.ok(isTerraformResource(`shop:tf:${name}`)));
    for (const name of harmless)
        it(`exposes nothing: ${name}`, () => assert.ok(!isTerraformResource(`shop:tf:${name}`)));

    it("has Terraform's name", () => {
        assert.equal(terraformName("rancher2:index/appV2:AppV2"), "rancher2_app_v2");
        assert.equal(terraformName("shop:tf:aws_eip"), "aws_eip");
    });

    it("of awscc is a CloudFormation type", () => {
        assert.equal(cloudFormationName("awscc_ec2_ec2_fleet"), "AWS::ec2::ec2fleet");
        assert.equal(cloudFormationName("aws_ec2_fleet"), undefined);
        assert.equal(cloudFormationName("xawscc_ec2_fleet"), undefined);
        assert.equal(cloudFormationName("awscc_ec2"), undefined);
    });
});

describe("a CloudFormation type that exposes nothing", () => {
    for (const name of names(`
        Amplify::Branch ApiGateway::Account ApiGateway::VpcLink AppRunner::VpcConnector AppSync::Resolver
        BedrockAgentCore::Memory EC2::VerifiedAccessInstance ElasticBeanstalk::Application
        Lightsail::Disk ServiceCatalog::Portfolio Transfer::User
        VpcLattice::TargetGroup`))
        it(name, () => assert.equal(cloudFormationType(`AWS::${name}`).state, "safe"));
});

describe("a CloudFormation type that may expose a backend", () => {
    for (const name of names(`
        GlobalAccelerator::CrossAccountAttachment
        Amplify::App ApiGateway::RestApi AppSync::Api AppSync::DomainName BedrockAgentCore::Gateway
        EC2::EIPAssociation EC2::Instance EC2::PrefixList EC2::VerifiedAccessEndpoint EC2::VPCEndpointServicePermissions
        ElasticBeanstalk::Environment GameLift::Fleet GlobalAccelerator::EndpointGroup
        Lightsail::StaticIp Serverless::Function ServiceCatalog::CloudFormationProvisionedProduct Transfer::WebApp`))
        it(name, () => assert.equal(cloudFormationType(`AWS::${name}`).state, "opaque"));
});
