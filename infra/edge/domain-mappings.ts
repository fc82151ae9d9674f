import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AliasRecordsArgs, createAliasRecords } from "./alias-records";

/** A stage below a domain name. */
export interface MappedStage {
    readonly stageName: pulumi.Input<string>;
    /** Empty for the root. */
    readonly basePath: string;
    /** Logical name of the mapping. Default: the base path with a slash before it, which another domain name of the stack must not have. */
    readonly mappingName?: string | undefined;
}

/** Arguments of mappings. */
export interface DomainMappingsArgs extends AliasRecordsArgs {
    /** The domain name, as an output of the resource, so that mappings are created after it. */
    domainName: pulumi.Input<string>;
    /** Id of the REST API, or of an HTTP API. */
    restApiId: pulumi.Input<string>;
    /** Stages, each with its own base path. */
    stages: readonly MappedStage[];
}

/** The way from a domain name to the stages of a REST API or an HTTP API: a mapping of each stage, then the DNS records. */
export class DomainMappings extends pulumi.ComponentResource {
    /** Maps the stages to the name, and lets clients find it. */
    constructor(name: string, args: DomainMappingsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:edge:DomainMappings", name, args, opts);

        const mappings = args.stages.map((stage) => this.createMapping(stage, args));
        // Without a mapping, requests to the name get 403.
        createAliasRecords(name, args, { parent: this, dependsOn: mappings });

        this.registerOutputs();
    }

    // The logical name is the path, so that stages can swap their paths: AWS accepts a path of a domain name once. This is a
    // mapping of API Gateway's V2 API: in the older API, one of the root excludes all others (aws/aws-cdk#9581), and the id
    // changes with the path, which the engine does not follow (pulumi/pulumi#3729).
    private createMapping(
        { stageName, basePath, mappingName = `/${basePath}` }: MappedStage,
        { domainName, restApiId }: DomainMappingsArgs,
    ) {
        return new aws.apigatewayv2.ApiMapping(
            mappingName,
            { domainName, apiId: restApiId, stage: stageName, ...(basePath !== "" && { apiMappingKey: basePath }) },
            { parent: this },
        );
    }
}
