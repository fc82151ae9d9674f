import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { revealed } from "../../gateway-emulator/state/state-values";
import { readStatement } from "./read-statement";
import type { Action, BlockedResponse, FirewallRule, WebAcl } from "./web-acl";

const blockForm = z.object({
    customResponse: z
        .object({
            responseCode: z.number(),
            customResponseBodyKey: z.string().nullish(),
            responseHeaders: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
        })
        .nullish(),
});
const actionForm = z.object({
    allow: z.unknown().nullish(),
    block: blockForm.nullish(),
    count: z.unknown().nullish(),
});
const form = z.object({
    arn: z.string(),
    name: z.string(),
    defaultAction: actionForm,
    rules: z
        .array(
            z.object({
                name: z.string(),
                priority: z.number(),
                action: actionForm.nullish(),
                overrideAction: z.object({ count: z.unknown().nullish(), none: z.unknown().nullish() }).nullish(),
                statement: z.unknown(),
                ruleLabels: z.array(z.object({ name: z.string() })).nullish(),
            }),
        )
        .nullish(),
    customResponseBodies: z
        .array(z.object({ key: z.string(), content: z.string(), contentType: z.string() }))
        .nullish(),
});

type Bodies = z.output<typeof form>["customResponseBodies"];

/** Reads the web ACLs of a stack, by ARN. */
export function readWebAcls(resources: readonly StateResource[]): ReadonlyMap<string, WebAcl> {
    const ipSetForm = z.object({ arn: z.string(), addresses: z.array(z.string()).nullish() });
    const ipSets = new Map(
        resources
            .filter(({ type }) => type === "aws:wafv2/ipSet:IpSet")
            .map(({ outputs }) => ipSetForm.parse(revealed(outputs)))
            .map(({ arn, addresses }) => [arn, addresses ?? []]),
    );
    const acls = resources
        .filter(({ type }) => type === "aws:wafv2/webAcl:WebAcl")
        .map(({ outputs }) => form.parse(revealed(outputs)))
        .map(
            ({ arn, name, defaultAction, rules, customResponseBodies }): WebAcl => ({
                arn,
                name,
                defaultAction: readAction(defaultAction, customResponseBodies),
                rules: (rules ?? [])
                    .map(({ name, priority, action, overrideAction, statement, ruleLabels }): FirewallRule => {
                        const isCounted = overrideAction?.count !== undefined && overrideAction.count !== null;
                        return {
                            name,
                            priority,
                            action: action
                                ? readAction(action, customResponseBodies)
                                : { kind: isCounted ? "count" : "group" },
                            labels: (ruleLabels ?? []).map((label) => label.name),
                            statement: readStatement(statement, ipSets),
                        };
                    })
                    .sort((one, other) => one.priority - other.priority),
            }),
        );
    return new Map(acls.map((acl) => [acl.arn, acl]));
}

function readAction({ block, count }: z.output<typeof actionForm>, bodies: Bodies): Action {
    if (!block) return { kind: count !== undefined && count !== null ? "count" : "allow" };
    const { customResponse } = block;
    if (!customResponse) return { kind: "block" };
    const { responseCode: status, customResponseBodyKey, responseHeaders } = customResponse;
    const body = (bodies ?? []).find(({ key }) => key === customResponseBodyKey);
    const response: BlockedResponse = {
        status,
        headers: (responseHeaders ?? []).map(({ name, value }) => [name, value] as const),
        ...(body && { body: { contentType: contentTypes[body.contentType] ?? "text/plain", text: body.content } }),
    };
    return { kind: "block", response };
}

// docs.aws.amazon.com/waf/latest/APIReference/API_CustomResponseBody.html
const contentTypes: Readonly<Record<string, string>> = {
    APPLICATION_JSON: "application/json",
    TEXT_HTML: "text/html",
    TEXT_PLAIN: "text/plain",
};

const associationForm = z.object({ resourceArn: z.string(), webAclArn: z.string() });
const stageForm = z.object({ arn: z.string(), stageName: z.string() });

/** The web ACLs of the gateway's stages, by the name of the stage. */
export function stageAcls(
    resources: readonly StateResource[],
    acls: ReadonlyMap<string, WebAcl>,
): Readonly<Record<string, WebAcl>> {
    const stages = resources
        .filter(({ type }) => type === "aws:apigateway/stage:Stage")
        .map(({ outputs }) => stageForm.parse(revealed(outputs)));
    return Object.fromEntries(
        resources
            .filter(({ type }) => type === "aws:wafv2/webAclAssociation:WebAclAssociation")
            .map(({ outputs }) => associationForm.parse(revealed(outputs)))
            .flatMap(({ resourceArn, webAclArn }) => {
                const stage = stages.find(({ arn }) => arn === resourceArn);
                const acl = acls.get(webAclArn);
                return stage === undefined || acl === undefined ? [] : [[stage.stageName, acl]];
            }),
    );
}
