import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { stageVariableNames } from "../../../openapi/stage-variables";
import type { Backend } from "../../backends/backend";
import { BackendLink } from "./backend-link";

/** Backends by the name of the API. */
type Backends = Readonly<Record<string, Backend>>;

/** Stage variables by name. */
export type StageVariables = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Creates a VPC link to each load balancer; APIs behind the same one share its link.
 * @param parent parent of the links.
 * @returns the variables that tell every stage the link and the host of each backend.
 */
export function linkBackends(apiName: string, backends: Backends, parent: pulumi.Resource): StageVariables {
    const links = new Map<string, BackendLink>();
    const variables: Record<string, pulumi.Input<string>> = {};
    for (const [api, backend] of Object.entries(backends)) {
        if (!("loadBalancer" in backend)) continue;
        const { loadBalancer, host } = backend;
        const { name } = loadBalancer;
        const args = { linkName: `${apiName}-${name}`, loadBalancer };
        const link = links.get(name) ?? new BackendLink(name, args, { parent });
        links.set(name, link);
        const names = stageVariableNames(api);
        variables[names.link] = link.linkId;
        variables[names.backend] = host;
    }
    return variables;
}

/** The variables of one stage: those that all stages share, and the alias of each function. */
export function stageVariables(stage: string, links: StageVariables, backends: Backends): StageVariables {
    const aliases = functionsIn(backends).map(([api, { aliases }]) => [
        stageVariableNames(api).alias,
        aliasOf(api, stage, aliases),
    ]);
    return { ...links, ...Object.fromEntries(aliases) };
}

/**
 * Permits a stage to invoke the functions. Each alias has its own policy, and without a permission there the stage returns 500
 * (developer guide, "Amazon API Gateway stage variables reference").
 * @param parent parent of the permissions.
 * @param canaryVariables the variables of the stage's canary that replace the stage's, such as `quotesAlias`. Default: none.
 * @returns the permissions, which a stage has to wait for.
 */
export function permitStage(
    stage: string,
    restApi: aws.apigateway.RestApi,
    backends: Backends,
    parent: pulumi.Resource,
    canaryVariables: Readonly<Record<string, string>> = {},
): aws.lambda.Permission[] {
    const permit = (name: string, functionName: pulumi.Input<string>, qualifier: pulumi.Input<string>) =>
        new aws.lambda.Permission(
            name,
            {
                action: "lambda:InvokeFunction",
                function: functionName,
                qualifier,
                principal: "apigateway.amazonaws.com",
                sourceArn: pulumi.interpolate`${restApi.executionArn}/${stage}/*`,
            },
            { parent },
        );
    return functionsIn(backends).flatMap(([api, { functionName, aliases }]) => {
        const other = canaryVariables[stageVariableNames(api).alias];
        return [
            permit(`${api}-${stage}`, functionName, aliasOf(api, stage, aliases)),
            // Aliases have the names of stages; the settings name no other.
            ...(other === undefined || other === stage
                ? []
                : [permit(`${api}-${stage}-canary`, functionName, aliasOf(api, other, aliases))]),
        ];
    });
}

function functionsIn(backends: Backends) {
    return Object.entries(backends).flatMap(([api, backend]) =>
        "functionName" in backend ? [[api, backend] as const] : [],
    );
}

function aliasOf(api: string, stage: string, aliases: StageVariables): pulumi.Input<string> {
    const alias = aliases[stage];
    if (alias === undefined) throw new Error(`the function of API "${api}" has no alias for stage "${stage}"`);
    return alias;
}
